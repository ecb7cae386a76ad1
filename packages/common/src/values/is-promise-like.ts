import { isObjectOrFunction } from './is-object.js';

/** Whether a value must be awaited: any thenable, including functions, as for `await`. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return isObjectOrFunction(value) && typeof value.then === 'function';
}
