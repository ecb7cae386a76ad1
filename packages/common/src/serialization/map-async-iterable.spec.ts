import { expect, it, vi } from 'vitest';
import { mapAsyncIterable } from './map-async-iterable.js';

const next = async (iterable: AsyncIterable<unknown>) => iterable[Symbol.asyncIterator]().next();

it('asks the source for a value only when one is requested', async () => {
  let produced = 0;
  const mapped = mapAsyncIterable(
    (async function* () {
      while (true) yield ++produced;
    })(),
    (value) => `${value}`,
  );
  expect(produced).toBe(0);
  expect(await next(mapped)).toEqual({ done: false, value: '1' });
  expect(produced).toBe(1);
});

it('ends the source at once, even while it waits for a value', async () => {
  const ended = vi.fn(async () => ({ done: true as const, value: undefined }));
  const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}), return: ended }) };
  const iterator = mapAsyncIterable(source, (value) => value)[Symbol.asyncIterator]();
  void iterator.next();
  expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
  expect(ended).toHaveBeenCalledOnce();
});

it('ends a source that cannot be ended', async () => {
  const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true as const, value: 1 }) }) };
  const iterator = mapAsyncIterable(source, String)[Symbol.asyncIterator]();
  expect(await iterator.return?.(2)).toEqual({ done: true, value: 2 });
  expect(await iterator.next()).toEqual({ done: true, value: 1 });
});

it.each([false, true])(
  'ends the source if the mapping fails, and passes on that error (end fails: %s)',
  async (fails) => {
    const ended = vi.fn();
    async function* source() {
      try {
        yield 1;
      } finally {
        ended();
        if (fails) await Promise.reject(new Error('end'));
      }
    }
    const mapped = mapAsyncIterable(source(), () => Promise.reject(new Error('mapping')));
    await expect(next(mapped)).rejects.toThrow('mapping');
    expect(ended).toHaveBeenCalledOnce();
  },
);
