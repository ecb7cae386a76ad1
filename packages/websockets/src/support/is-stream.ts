import { isObject } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';

/** Returns whether a handler result is a stream of values. */
export function isStream(value: unknown): boolean {
  return isObservable(value) || isAsyncIterable(value);
}

/**
 * Returns whether a value is an async iterable, such as async generators, streams of Node and web streams: values that
 * are requested one after the other.
 */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return isObject(value) && typeof value[Symbol.asyncIterator] === 'function';
}
