import { deserialize, serialize } from 'node:v8';
import { isObject } from '@portico/common/internal';
import { asInJson } from './as-in-json.js';

/** An event that is sent again unchanged, even if its objects have changed. Text is JSON. */
export type EventCopy = string | Buffer;

/** Copies the data of an event. With values that JSON writes as others, such as binary data, the copy has them, too: not all formats do. */
export function copyEvent(data: readonly unknown[]): EventCopy {
  const text = JSON.stringify(data);
  try {
    return hasMoreThanJson(data) ? serialize(asInJson(data)) : text;
  } catch {
    // Nested too deeply.
    return text;
  }
}

export function readEvent(copy: EventCopy): unknown[] {
  return typeof copy === 'string' ? JSON.parse(copy) : deserialize(copy);
}

function hasMoreThanJson(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (!isObject(value)) return false;
  // Of an object with toJSON(), only the result is disclosed: its members may refer to the object itself.
  if (ArrayBuffer.isView(value) || typeof value.toJSON === 'function') return true;
  if (Array.isArray(value)) return value.some(hasMoreThanJson);
  // For each event, so without a list of the keys.
  for (const key in value) if (hasMoreThanJson(value[key])) return true;
  return false;
}
