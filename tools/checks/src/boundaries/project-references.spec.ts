import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');

it('refers only to projects that a fresh clone contains', () => {
  // The loader of the samples reads these references, and fails without a message if one does not exist.
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[];
  };
  const tracked = new Set(execFileSync('git', ['ls-files', '*tsconfig.json'], { cwd: root }).toString().split('\n'));
  const missing = references.map(({ path }) => join(path, 'tsconfig.json')).filter((file) => !tracked.has(file));
  expect(missing).toEqual([]);
});
