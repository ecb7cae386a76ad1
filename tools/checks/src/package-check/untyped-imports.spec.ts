import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { untypedImports } from './untyped-imports.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'portico-untyped-')));
const manifest = {
  name: '@portico/x',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
};

beforeEach(() => {
  rmSync(root, { recursive: true });
  write('package.json', '{ "type": "module" }');
  declare('import "node:http";\nexport * from "typed";\n');
  write('node_modules/typed/package.json', '{ "types": "index.d.ts", "main": "index.js" }');
  write('node_modules/typed/index.d.ts', 'export declare const a: number;');
  write('node_modules/plain/package.json', '{ "main": "index.js" }');
  write('node_modules/plain/index.js', 'module.exports = {}');
});
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** The output of the compiler and of the build. */
function declare(text: string): void {
  write('out-tsc/lib/index.d.ts', text);
  write('dist/index.d.ts', text);
}

it('accepts typed packages, modules of Node and the package itself', () => {
  expect(untypedImports(root, manifest)).toEqual([]);
});

it('reports a module without declarations with the file and the fix', () => {
  declare('import type { Client } from "plain";\nexport declare const client: Client;\n');
  expect(untypedImports(root, manifest)).toEqual([
    expect.stringMatching(/^dist\/index\.d\.ts takes types from "plain", which has no declarations.*add @types\/plain/),
  ]);
});

it('reports declarations that are not published', () => {
  write('node_modules/@types/plain/package.json', '{ "types": "index.d.ts" }');
  write('node_modules/@types/plain/index.d.ts', 'export interface Client {}');
  declare('import type { Client } from "plain";\nexport declare const client: Client;\n');
  expect(untypedImports(root, manifest)).toEqual([
    expect.stringContaining('move @types/plain from the devDependencies'),
  ]);
  expect(untypedImports(root, { ...manifest, dependencies: { '@types/plain': '1' } })).toEqual([]);
  expect(untypedImports(root, { ...manifest, peerDependencies: { '@types/plain': '1' } })).toEqual([]);
});

it('reports a .d.ts file of the sources, which the compiler does not copy', () => {
  write('out-tsc/lib/index.d.ts', 'export * from "./adapter.js";\n');
  write('out-tsc/lib/adapter.d.ts', 'import type { A } from "./library.js";\nexport declare const a: A;\n');
  expect(untypedImports(root, manifest)).toEqual([
    expect.stringMatching(
      /^src\/adapter\.ts imports "\.\/library\.js", which is not in out-tsc\/lib.*rename the \.d\.ts file/,
    ),
  ]);
});
