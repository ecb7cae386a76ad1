import { MOST_LEVELS, NestingError } from './nesting.js';
import { PROTOTYPE_KEY } from './prototype-key.js';

/**
 * Returns a value with the members that JSON would have, so that a client of another format receives no more and no less:
 * the results of `toJSON()`, by which classes choose what they disclose, and no functions, symbols or undefined members.
 * Dates, binary data and numbers are left as they are, except for invalid dates, which are `null`. Members with the key
 * `__proto__`, which clients could not decode, are left out.
 *
 * @returns the value itself if nothing differs: most values are not copied
 * @throws NestingError if it is nested too deeply, as circular references are
 */
export function valuesAsInJson(value: unknown, key = '', depth = 0): unknown {
  const isConverted = (typeof value === 'object' || typeof value === 'bigint') && value !== null;
  const isKept = value instanceof Date || ArrayBuffer.isView(value);
  // As in JSON, the result is not converted once more: it may be the object itself.
  const own = isConverted && !isKept && convertsItself(value) ? value.toJSON(key) : value;
  if (typeof own === 'function' || typeof own === 'symbol') return undefined;
  if (typeof own !== 'object' || own === null || ArrayBuffer.isView(own)) return own;
  if (own instanceof Date) return Number.isNaN(own.getTime()) ? null : own;
  if (depth >= MOST_LEVELS) throw new NestingError();
  return Array.isArray(own) ? elementsAsInJson(own, depth + 1) : membersAsInJson(own, depth + 1);
}

function elementsAsInJson(list: readonly unknown[], depth: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const element = list[index];
    const converted = isPrimitive(element) ? element : valuesAsInJson(element, String(index), depth);
    if (converted === element) continue;
    copy ??= [...list];
    copy[index] = converted;
  }
  return copy ?? list;
}

function membersAsInJson(own: object, depth: number): object {
  let changed: Map<string, unknown> | undefined;
  for (const key of Object.keys(own)) {
    const member: unknown = Reflect.get(own, key);
    const isLeftOut = key === PROTOTYPE_KEY;
    if (isPrimitive(member) && !isLeftOut) continue;
    const converted = isLeftOut ? undefined : valuesAsInJson(member, key, depth);
    if (converted === member && !isLeftOut) continue;
    changed ??= new Map();
    changed.set(key, converted);
  }
  if (!changed) return own;
  const members = changed;
  return Object.fromEntries(
    Object.entries(own)
      .filter(([key]) => key !== PROTOTYPE_KEY)
      .map(([key, member]) => [key, members.has(key) ? members.get(key) : member]),
  );
}

function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' || value === null || value === undefined;
}

/** Applications may add `toJSON()` also to the prototype of bigints. */
function convertsItself(value: object | bigint): value is { toJSON(key: string): unknown } {
  return typeof Reflect.get(Object(value), 'toJSON') === 'function';
}
