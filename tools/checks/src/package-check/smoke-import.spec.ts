import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smokeImport } from './smoke-import.js';

const manifest = {
  name: '@portico/x',
  version: '1.0.0',
  type: 'module',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
};
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-smoke-'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
});
afterAll(() => rmSync(root, { recursive: true }));

function load(files: Record<string, string>): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'dist', name), text);
  return smokeImport(root, manifest);
}

it('loads with import and with require', () => {
  expect(load({ 'index.js': 'export const a = 1;' })).toEqual([]);
});

it('rejects a top-level await, which require cannot load', () => {
  expect(load({ 'index.js': 'export const a = await 1;' })).toEqual([
    expect.stringContaining('ERR_REQUIRE_ASYNC_MODULE'),
  ]);
});

it('rejects an import cycle that fails outside of the test runner', () => {
  const files = {
    'index.js': "import { B } from './b.js'; export class A {} export const b = B;",
    'b.js': "import { A } from './index.js'; export class B extends A {}",
  };
  expect(load(files)).toContainEqual(expect.stringContaining("Cannot access 'A' before initialization"));
});
