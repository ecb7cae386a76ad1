/**
 * Writes values as text that is equal if their content is equal. Functions are compared by their source, because those
 * that a static method of a module returns are other objects for each call. Classes, symbols and objects that hide their
 * content, such as a `Map`, are compared by identity.
 */
export class ContentReader {
  private readonly ids = new Map<unknown, number>();

  read(value: unknown, ancestors: readonly object[] = []): string {
    if (typeof value === 'function') return this.readFunction(value);
    if (typeof value === 'symbol') return this.idOf(value);
    if (typeof value !== 'object' || value === null) return `${typeof value} ${JSON.stringify(String(value))}`;
    const depth = ancestors.indexOf(value);
    if (depth !== -1) return `ancestor ${depth}`;
    const path = [...ancestors, value];
    if (Array.isArray(value)) return `[${value.map((element) => this.read(element, path)).join()}]`;
    if (value instanceof Date) return `date ${value.getTime()}`;
    if (value instanceof RegExp) return `expression ${value}`;
    if (hidesContent(value)) return this.idOf(value);
    const entries = Object.entries(value)
      .filter(([, nested]) => nested !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, nested]) => `${JSON.stringify(key)}:${this.read(nested, path)}`);
    return `${this.typeOf(value)}{${entries.join()}}`;
  }

  private readFunction(value: Function): string {
    const source = Function.prototype.toString.call(value);
    return source.startsWith('class') ? this.idOf(value) : `function ${source}`;
  }

  private typeOf(value: object): string {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null ? '' : this.idOf(prototype);
  }

  private idOf(value: unknown): string {
    const id = this.ids.get(value) ?? this.ids.size;
    this.ids.set(value, id);
    return `#${id}`;
  }
}

function hidesContent(value: object): boolean {
  return value instanceof Map || value instanceof Set || value instanceof Promise || ArrayBuffer.isView(value);
}
