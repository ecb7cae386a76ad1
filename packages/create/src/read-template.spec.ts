import type { Dirent, PathLike } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readTemplate } from './read-template.js';

// `yarn create` runs the package from an archive, where the entries that Yarn returns have no folder.
vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  const readdirSync = (folder: PathLike, options: { withFileTypes: true }) =>
    fs.readdirSync(folder, options).map((entry: Dirent) => Object.assign(entry, { parentPath: '' }));
  return { ...fs, readdirSync: readdirSync as typeof fs.readdirSync };
});

it('reads a template from an archive of Yarn', () => {
  const files = new Map(readTemplate(join(import.meta.dirname, '../templates/application')));
  expect([...files.keys()]).toEqual(expect.arrayContaining(['Dockerfile', '_vscode/launch.json', 'src/main.ts']));
  expect(files.get('src/main.ts')).toContain('createApplication');
});
