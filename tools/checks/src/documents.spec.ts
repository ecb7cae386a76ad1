import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { staleDocuments } from './documents.js';
import { exceptions, uncutBlocks } from './uncut-blocks.js';

const root = resolve(import.meta.dirname, '../../..');

it('cuts the code of every document from the file that it names (fix: npm run docs:update)', () => {
  const stale = staleDocuments(root).map(({ file }) => file);
  expect(stale).toEqual([]);
});

it('cuts all code of documents and READMEs from files that are compiled and tested', () => {
  expect(uncutBlocks(root)).toEqual([]);
});

it('needs each of its exceptions', () => {
  const needless = exceptions.filter((exception) => {
    const others = exceptions.filter((other) => other !== exception);
    return uncutBlocks(root, others).length === uncutBlocks(root).length;
  });
  expect(needless).toEqual([]);
});
