import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { staleDocuments } from './documents.js';

it('cuts the code of every document from the file that it names (mend: npm run docs:update)', () => {
  const stale = staleDocuments(resolve(import.meta.dirname, '../../..')).map(({ file }) => file);
  expect(stale).toEqual([]);
});
