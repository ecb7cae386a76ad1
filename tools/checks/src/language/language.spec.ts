import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { PHRASES, regexpOf, unwantedPhrases } from './language.js';

const root = resolve(import.meta.dirname, '../../../..');

it('finds none of the phrases that Portico does not use', () => {
  expect(unwantedPhrases(root)).toEqual([]);
});

it('finds a phrase across the lines of a comment, with its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'language-'));
  try {
    for (const name of ['docs', 'packages', 'samples', 'tools']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'docs/page.md'), '# Page\n\nHow to mend it.\n');
    writeFileSync(join(folder, 'tools/code.ts'), '/**\n * The client is let\n * go.\n */\n');
    expect(unwantedPhrases(folder)).toEqual([
      'docs/page.md:3: "mend": say fix',
      expect.stringContaining('tools/code.ts:2: "let * go'),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('does not report other words and names', () => {
  const isNo = PHRASES.at(-1)?.pattern ?? '';
  expect('There is no class with this name.'.match(regexpOf(isNo))).toBeNull();
  expect('It is no class.'.match(regexpOf(isNo))).not.toBeNull();
  expect('recommend, <circle cx="9">, diet, amended'.match(regexpOf('(mend(ed)?|circle|die)'))).toBeNull();
});
