/**
 * Maps the values of an async iterable when they are requested, so that a slow reader still pauses it. Not a generator: a
 * generator that waits for the next value would delay `return()` until it arrives.
 */
export function mapAsyncIterable(source: AsyncIterable<unknown>, map: (value: unknown) => unknown) {
  return {
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const iterator = source[Symbol.asyncIterator]();
      return {
        async next() {
          const step = await iterator.next();
          if (step.done) return step;
          try {
            return { done: false, value: await map(step.value) };
          } catch (error) {
            await dispose(iterator);
            throw error;
          }
        },
        return: async (value) => (await iterator.return?.(value)) ?? { done: true, value },
      };
    },
  };
}

/** Serializes the values of an async iterable; bytes among them are left unchanged. */
export function serializeEach(source: AsyncIterable<unknown>, serialize: (value: unknown) => unknown) {
  return mapAsyncIterable(source, (value) => (ArrayBuffer.isView(value) ? value : serialize(value)));
}

/** Lets a source dispose of its resources: readers do not call `return()` after a failure. */
async function dispose(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // The reader receives the first error.
  }
}
