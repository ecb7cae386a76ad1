/** The encoder throws for values that are nested more deeply, which circular references are, too. */
const MOST_DEPTH = 100;

/**
 * Returns a value with the members that JSON would have, so that a client of another format receives no more and no less:
 * the results of `toJSON()`, by which classes choose what they disclose, and no functions, symbols or undefined members.
 * Dates, binary data and numbers are left as they are, except for invalid dates, which are `null`.
 *
 * @returns the value itself if nothing differs: most values are not copied
 */
export function valuesAsInJson(value: unknown, key = '', depth = 0): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value === 'bigint') return convertsItself(value) ? value.toJSON(key) : value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (depth > MOST_DEPTH) return value;
  if (convertsItself(value)) return valuesAsInJson(value.toJSON(key), key, depth + 1);
  return Array.isArray(value) ? elementsAsInJson(value, depth + 1) : membersAsInJson(value, depth + 1);
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
    if (isPrimitive(member)) continue;
    const converted = valuesAsInJson(member, key, depth);
    if (converted === member) continue;
    changed ??= new Map();
    changed.set(key, converted);
  }
  if (!changed) return own;
  const members = changed;
  return Object.fromEntries(
    Object.entries(own).map(([key, member]) => [key, members.has(key) ? members.get(key) : member]),
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
