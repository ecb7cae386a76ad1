/** Records what happens in an application, and prints its objects so that their identity can be compared. */
export class Recorder {
  readonly trace: string[] = [];
  private readonly counts = new Map<string, number>();
  private readonly drawn = new Map<string, object[]>();

  /** @param moduleRef the class `ModuleRef` of the recorded framework */
  constructor(private readonly moduleRef: Function) {}

  /** A new name for an object: the kind and a number. */
  nextId(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}#${count}`;
  }

  note(event: string): void {
    this.trace.push(event);
  }

  /** The name of an object, with an apostrophe for each other object that has the same name. */
  draw(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map((one) => this.draw(one)).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return String(value);
    if (value instanceof Promise) return 'a promise';
    if (value instanceof this.moduleRef) return 'a ModuleRef';
    const { id } = value as { id?: unknown };
    if (typeof id !== 'string') return ofFramework(value);
    if (!Object.hasOwn(value, 'id')) return `${value.constructor.name} without id`;
    const others = this.drawn.get(id) ?? [];
    if (!others.includes(value)) others.push(value);
    this.drawn.set(id, others);
    return id + "'".repeat(others.indexOf(value));
  }

  /** An object with all of its properties, each object once. */
  drawTree(value: unknown, seen = new Set<unknown>()): string {
    if (Array.isArray(value)) return `[${value.map((one) => this.drawTree(one, seen)).join(', ')}]`;
    const name = this.draw(value);
    if (typeof value !== 'object' || value === null || seen.has(value) || typeof Reflect.get(value, 'id') !== 'string')
      return name;
    seen.add(value);
    const held = [
      'args',
      ...Object.keys(value)
        .filter((key) => /^p\d$/.test(key))
        .sort(),
    ]
      .filter((key) => Object.hasOwn(value, key))
      .map((key) => `${key}: ${this.drawTree(Reflect.get(value, key), seen)}`);
    return held.length === 0 ? name : `${name} { ${held.join(', ')} }`;
  }
}

/** An object of the framework by the name of its class; what was not constructed yet by the name of its prototype. */
function ofFramework(value: object): string {
  const name = value.constructor?.name ?? 'Object';
  return /^[CM]\d/.test(name) ? `unmade ${name}` : name;
}
