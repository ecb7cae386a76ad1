import { expect, it } from 'vitest';
import type { Connection } from '../connections/connection.js';
import { UnfinishedHooks } from './unfinished-hooks.js';

/** A connection, as far as its id is needed. */
const connection = (id: string) => ({ portableClient: { id } }) as Connection;
function hooks() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

it('has the hooks of the connection before, and not those of the connection itself or of later ones', async () => {
  const unfinished = new UnfinishedHooks();
  const [first, second, third] = [connection('a'), connection('a'), connection('a')];
  const [ofFirst, ofSecond] = [hooks(), hooks()];
  expect(unfinished.before(first)).toBeUndefined();
  unfinished.add(first, ofFirst.promise);
  expect(unfinished.before(connection('b'))).toBeUndefined();
  unfinished.add(second, ofSecond.promise);
  expect(unfinished.before(first)).toBeUndefined();
  expect(unfinished.before(second)).toBe(ofFirst.promise);
  expect(unfinished.before(third)).toBe(ofSecond.promise);
  ofSecond.resolve();
  await ofSecond.promise;
  expect(unfinished.before(third)).toBe(ofFirst.promise);
  ofFirst.resolve();
  await ofFirst.promise;
  expect(unfinished.before(third)).toBeUndefined();
});
