import { types } from 'node:util';
import { isError } from './is-error.js';

/**
 * The body of a reply without the contents of Errors: those of HTTP clients contain request headers, those of databases
 * the query. An Error within the body becomes an empty object, as JSON serializes an Error without own fields. A body
 * without Errors is returned unchanged.
 */
export function withoutErrors(body: object): unknown {
  return holdsError(body) ? copyOf(body, new Map()) : body;
}

/** Iterates without recursion, because the client may choose the depth of the body. */
function holdsError(body: object): boolean {
  const seen = new Set<object>([body]);
  for (const item of seen) {
    if (isError(item)) return true;
    if (isLeaf(item)) continue;
    for (const value of [...Object.values(item), serialized(item)]) {
      if (typeof value === 'object' && value !== null) seen.add(value);
    }
  }
  return false;
}

/** What `toJSON()` of an object returns. If it throws, the body cannot be serialized, which is reported later. */
function serialized(item: object): unknown {
  const { toJSON }: { readonly toJSON?: unknown } = item;
  if (typeof toJSON !== 'function') return undefined;
  try {
    return toJSON.call(item, '');
  } catch {
    return undefined;
  }
}

/** A copy with the structure of the value, so that bytes and cycles remain. */
function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || isLeaf(value)) return value;
  if (isError(value)) return {};
  if (copies.has(value)) return copies.get(value);
  const { toJSON }: { readonly toJSON?: unknown } = value;
  const source: unknown = typeof toJSON === 'function' ? toJSON.call(value, '') : value;
  if (source !== value) return copyOf(source, copies);
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
  copies.set(value, copy);
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: copyOf(item, copies),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return copy;
}

/** Values that serializers do not take apart, or as which they see no Error. */
function isLeaf(value: object): boolean {
  return ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value) || types.isDate(value);
}
