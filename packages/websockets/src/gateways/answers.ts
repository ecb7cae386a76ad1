/** Sends what went wrong with the answer to a message through the filters of its handler. */
export type FailAnswer = (error: unknown) => unknown;

/**
 * Which message of a client a result answers: adapters of the documented face hand the result of a
 * handler back to be streamed, and nothing else.
 */
export class Answers {
  private objects: WeakMap<object, FailAnswer> | undefined;
  private lastPrimitive: { readonly value: unknown; readonly fail: FailAnswer } | undefined;

  /** Keeps how a result fails, and gives the result back. */
  keep<T>(result: T, fail: FailAnswer): T {
    if (isObject(result)) {
      this.objects ??= new WeakMap();
      this.objects.set(result, fail);
    } else if (result) {
      this.lastPrimitive = { value: result, fail };
    }
    return result;
  }

  /** A primitive has no identity, but is streamed right after it was returned. */
  failOf(result: unknown): FailAnswer | undefined {
    if (isObject(result)) return this.objects?.get(result);
    const last = this.lastPrimitive;
    return last && last.value === result ? last.fail : undefined;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
