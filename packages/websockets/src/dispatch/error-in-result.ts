import { isError } from '@portico/common/internal';

/** An Error that is a handler result, or the data of one, counts as thrown: what it holds may only be logged. */
export function errorInResult(result: unknown): Error | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  if (isError(result)) return result;
  const { event, data }: { readonly event?: unknown; readonly data?: unknown } = result;
  return typeof event === 'string' && isError(data) ? data : undefined;
}
