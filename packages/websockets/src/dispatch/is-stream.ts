import { isObject } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';

/** Whether a handler result is a stream of values. */
export function isStream(value: unknown): boolean {
  return isObservable(value) || isAsyncIterable(value);
}

/** Async generators, streams of Node and web streams: values that are requested one after the other. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return isObject(value) && typeof value[Symbol.asyncIterator] === 'function';
}
