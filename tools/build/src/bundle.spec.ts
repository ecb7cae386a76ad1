import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { bundle } from './bundle.js';

const manifest = {
  name: '@portico/x',
  version: '1.0.0',
  type: 'module',
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './internal': { types: './dist/internal.d.ts', default: './dist/internal.js' },
    './package.json': './package.json',
  },
};
const root = mkdtempSync(join(tmpdir(), 'portico-bundle-'));

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'out-tsc/lib'), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
});
afterAll(() => rmSync(root, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'out-tsc/lib', name), text);
}

it('has one copy of code that two entries share', async () => {
  write({
    'shared.js': 'export class Shared {}',
    'index.js': "export { Shared } from './shared.js';",
    'internal.js': "export { Shared } from './shared.js';",
  });
  await bundle(root);
  const [index, internal] = (await Promise.all([
    import(join(root, 'dist/index.js')),
    import(join(root, 'dist/internal.js')),
  ])) as { Shared: unknown }[];
  expect(index?.Shared).toBe(internal?.Shared);
});

it('keeps the names of classes with the same name', async () => {
  write({
    'a.js': 'class Same {} export const a = Same;',
    'b.js': 'class Same {} export const b = Same;',
    'index.js': "export { a } from './a.js'; export { b } from './b.js';",
    'internal.js': 'export {};',
  });
  await bundle(root);
  const { a, b } = (await import(`${join(root, 'dist/index.js')}?names`)) as Record<'a' | 'b', { name: string }>;
  expect([a.name, b.name]).toEqual(['Same', 'Same']);
});

it('does not bundle other packages, and removes files of earlier bundles', async () => {
  write({ 'index.js': "export { join } from 'node:path';", 'internal.js': "export * from '@portico/common';" });
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist/stale.js'), '');
  await bundle(root);
  expect(readFileSync(join(root, 'dist/internal.js'), 'utf8')).toContain('@portico/common');
  expect(readdirSync(join(root, 'dist'))).not.toContain('stale.js');
});

it('points at the sources of the compiler', async () => {
  const map = { version: 3, sources: ['../../src/index.ts'], names: [], mappings: 'AAAA' };
  write({ 'index.js': 'export const a = 1;', 'index.js.map': JSON.stringify(map), 'internal.js': 'export {};' });
  await bundle(root);
  const made = JSON.parse(readFileSync(join(root, 'dist/index.js.map'), 'utf8')) as { sources: string[] };
  expect(made.sources).toEqual(['../src/index.ts']);
});

it('does not bundle a folder that the manifest names', async () => {
  const entry = { types: './dist/apart/index.d.ts', default: './dist/apart/index.js' };
  const exports = { ...manifest.exports, './apart': entry };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...manifest, exports, portico: { apart: ['apart'] } }));
  mkdirSync(join(root, 'out-tsc/lib/apart'));
  write({
    'apart/a.js': "export const a = 'apart';",
    'apart/index.js': "export { a } from './a.js';",
    'shared.js': "export const b = 'shared';",
    'index.js': "export { a } from './apart/a.js'; export { b } from './shared.js';",
    'internal.js': "export { b } from './shared.js';",
  });
  await bundle(root);
  expect(readFileSync(join(root, 'dist/apart/index.js'), 'utf8')).toContain('"../apart.js"');
  expect(readFileSync(join(root, 'dist/apart.js'), 'utf8')).not.toMatch(/shared|import/);
  expect(readFileSync(join(root, 'dist/index.js'), 'utf8')).toContain('"./apart.js"');
});

it('rejects an entry that was not compiled', async () => {
  write({ 'index.js': 'export {};' });
  await expect(bundle(root)).rejects.toThrow('internal.js');
});

it('keeps calls with unused results, because they may throw', async () => {
  write({
    'index.js': `export function problemOf(path) {
      try {
        decodeURIComponent(path);
        JSON.parse('"' + path + '"');
        return undefined;
      } catch (error) {
        return error.name;
      }
    }`,
    'internal.js': '',
  });
  await bundle(root);
  const { problemOf } = (await import(`${join(root, 'dist/index.js')}?calls`)) as { problemOf(path: string): unknown };
  expect(['/a', '/%zz', '"'].map(problemOf)).toEqual([undefined, 'URIError', 'SyntaxError']);
});
