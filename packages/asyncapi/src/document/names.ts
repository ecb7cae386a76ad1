import { PROTOTYPE_KEY } from '../schemas/prototype-key.js';

/** A map whose keys are unique, and contain only characters that are valid in keys of AsyncAPI components. */
export class Names<T> {
  private readonly entries = new Map<string, T | undefined>();

  /** @returns the name, with a number at the end if it is taken */
  reserve(wanted: string): string {
    const valid = wanted.replace(/[^\w.-]+/g, '_') || '_';
    const base = valid === PROTOTYPE_KEY ? '_proto_' : valid;
    let name = base;
    for (let count = 2; this.entries.has(name); count += 1) name = `${base}_${count}`;
    this.entries.set(name, undefined);
    return name;
  }

  set(name: string, value: T): void {
    this.entries.set(name, value);
  }

  add(wanted: string, value: T): string {
    const name = this.reserve(wanted);
    this.entries.set(name, value);
    return name;
  }

  get(name: string): T | undefined {
    return this.entries.get(name);
  }

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  toObject(): Record<string, T> {
    const complete = [...this.entries].filter((entry): entry is [string, T] => entry[1] !== undefined);
    return Object.fromEntries(complete);
  }
}
