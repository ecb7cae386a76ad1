import { isError, isObject } from '@portico/common/internal';

/**
 * Throws an Error that is a handler result, or the data of one: what it holds may only be logged.
 *
 * @throws that Error
 */
export function throwErrorIn(result: unknown): void {
  if (isError(result)) throw result;
  if (isObject(result) && typeof result.event === 'string' && isError(result.data)) throw result.data;
}
