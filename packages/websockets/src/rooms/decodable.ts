import { isObject } from '@portico/common/internal';

/** Decoders of MessagePack refuse it. In JSON it is a key like any other, which any client can send. */
const REFUSED_KEY = '__proto__';
/** MessagePack allows no more, and JSON needs no copy. */
const MOST_LEVELS = 100;

/**
 * Returns a message of a room adapter as other processes can decode it. With one that they cannot, the event would be lost, and
 * with it the sessions of all clients that have to receive it when they reconnect.
 *
 * @returns the value itself if it has no member `__proto__`
 */
export function decodable(value: unknown, level = 0): unknown {
  if (!isObject(value) || level > MOST_LEVELS || ArrayBuffer.isView(value)) return value;
  // It chooses its members itself.
  if (typeof value.toJSON === 'function') return value;
  if (Array.isArray(value)) return decodableElements(value, level + 1);
  let changed: Map<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const member = key === REFUSED_KEY ? undefined : decodable(value[key], level + 1);
    if (member === value[key] && key !== REFUSED_KEY) continue;
    changed ??= new Map();
    changed.set(key, member);
  }
  if (!changed) return value;
  const members = changed;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== REFUSED_KEY)
      .map(([key, member]) => [key, members.get(key) ?? member]),
  );
}

function decodableElements(list: readonly unknown[], level: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const element = decodable(list[index], level);
    if (element === list[index]) continue;
    copy ??= [...list];
    copy[index] = element;
  }
  return copy ?? list;
}
