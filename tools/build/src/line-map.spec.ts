import { decode, encode } from '@jridgewell/sourcemap-codec';
import { expect, it } from 'vitest';
import { lineMap } from './line-map.js';

it('keeps the beginning of each line of the code, and of each line of the source', () => {
  const mappings = encode([
    [
      [0, 0, 4, 2],
      [6, 0, 4, 8, 0],
      [9, 0, 5, 0],
      [12, 1, 5, 3],
    ],
    [],
    [[2], [4, 0, 5, 0]],
  ]);
  const map = lineMap({ version: 3, file: 'a.js', sources: ['../src/a.ts', '../src/b.ts'], names: ['x'], mappings });
  expect(map).toMatchObject({ version: 3, file: 'a.js', sources: ['../src/a.ts', '../src/b.ts'], names: [] });
  expect(decode(map.mappings)).toEqual([
    [
      [0, 0, 4, 2],
      [9, 0, 5, 0],
      [12, 1, 5, 3],
    ],
    [],
    [[4, 0, 5, 0]],
  ]);
});
