import { expect, test } from 'vitest';
import { pathsOverlap } from './paths-overlap.js';

test.each([
  ['/a', '/A', true],
  ['/a', '/b', false],
  ['/a', '/:id', true],
  ['/a/x', '/:id', false],
  ['/a/:x', '/:y/b', true],
  ['/a/:x', '/b/:x', false],
  ['/a/:x', '/*rest', true],
  ['/a/b/c', '/a/*rest', true],
  ['/b/b/c', '/a/*rest', false],
  ['/a/b', '/a{/:id}', true],
  ['/a', '/a/{*rest}', true],
])('%s and %s: %s', (a, b, expected) => {
  expect([pathsOverlap(a, b), pathsOverlap(b, a)]).toEqual([expected, expected]);
});
