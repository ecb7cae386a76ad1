import { expect, it } from 'vitest';
import { explainLimit, openFileLimit, possibleConnections } from './open-file-limit.js';

it('connections fit into the limit of files, with some left for the server', () => {
  expect(possibleConnections(100_000, 20_000)).toBe(19_900);
  expect(possibleConnections(10_000, 20_000)).toBe(10_000);
  expect(possibleConnections(10_000, Infinity)).toBe(10_000);
});

it('what limits the connections is explained, if anything does', () => {
  expect(explainLimit(10_000, 20_000)).toBeUndefined();
  expect(explainLimit(100_000, 20_000)).toContain('ulimit -n 100100');
});

it('the limit of this process is known or infinite', () => {
  expect(openFileLimit()).toBeGreaterThan(0);
});
