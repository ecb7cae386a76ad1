import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { copyFolders } from './copy-folders.js';

it('copies folders unchanged, and a single page without links to pages that are not copied', () => {
  const folder = mkdtempSync(join(tmpdir(), 'copies-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const root = join(folder, 'package');
  mkdirSync(root);
  mkdirSync(join(folder, 'starters'));
  const page = 'See [this](#a), [that](other.md#b) and [a site](https://example.org/x.md).';
  writeFileSync(join(folder, 'starters/README.md'), page);
  writeFileSync(join(folder, 'page.md'), page);
  const copies = { 'page.md': '../page.md', starters: '../starters' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'a', portico: { copies } }));
  mkdirSync(join(root, 'starters'));
  writeFileSync(join(root, 'starters/old.md'), 'from an earlier build');

  copyFolders(root);

  expect(readFileSync(join(root, 'page.md'), 'utf8')).toBe(
    'See [this](#a), that and [a site](https://example.org/x.md).',
  );
  expect(readFileSync(join(root, 'starters/README.md'), 'utf8')).toBe(page);
  expect(() => readFileSync(join(root, 'starters/old.md'))).toThrow('ENOENT');
});
