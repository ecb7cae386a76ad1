import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { emptyMarkers, staleDocuments } from './documents.js';
import { exceptions, uncutBlocks } from './uncut-blocks.js';

const root = resolve(import.meta.dirname, '../../../..');

it('code blocks and figures of documents equal their sources (fix: npm run docs:update)', () => {
  const stale = staleDocuments(root).map(({ file }) => file);
  expect(stale).toEqual([]);
});

it('every marker of a snippet is followed by a code block', () => {
  expect(emptyMarkers(root)).toEqual([]);
});

it('all code blocks of documents and READMEs come from files that are compiled and tested', () => {
  expect(uncutBlocks(root)).toEqual([]);
});

it('all exceptions are needed', () => {
  const needless = exceptions.filter((exception) => {
    const others = exceptions.filter((other) => other !== exception);
    return uncutBlocks(root, others).length === uncutBlocks(root).length;
  });
  expect(needless).toEqual([]);
});
