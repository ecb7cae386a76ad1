import { isObject } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';

/** Whether a handler result is a stream of values. */
export function isStream(value: unknown): boolean {
  return isObservable(value) || isAsyncIterable(value);
}

/** Async generators, Node's streams and those of the web: values that are asked for one after the other. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return isObject(value) && typeof value[Symbol.asyncIterator] === 'function';
}
