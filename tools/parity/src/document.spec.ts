import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { differences } from './differences.js';
import { replaceDifferences } from './document.js';
import { movingPage, workspaceRoot } from './locations.js';

test('the moving page lists the current differences (npx nx parity parity -- --write)', () => {
  const page = readFileSync(movingPage, 'utf8');
  expect(replaceDifferences(page)).toBe(page);
});

test('each difference has an id of its own and leads to a section that exists', () => {
  expect(new Set(differences.map(({ id }) => id)).size).toBe(differences.length);
  for (const { docs } of differences) {
    if (!docs) continue;
    const [file, anchor] = docs.split('#');
    const path = join(workspaceRoot, 'docs', file!);
    expect(existsSync(path), docs).toBe(true);
    const anchors = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) =>
        line
          .replace(/^#+ /, '')
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
    if (anchor) expect(anchors, docs).toContain(anchor);
  }
});
