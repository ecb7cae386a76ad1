import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { bundleDeclarations, markOptional, optionalTypes } from '../../../build/src/bundle-declarations.js';
import { declarationProblems } from './declaration-problems.js';

// Each test starts the compiler.
vi.setConfig({ testTimeout: 60_000 });

const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
const manifest = {
  name: '@portico/x',
  version: '1.0.0',
  exports: { '.': entry('index'), './internal': entry('internal') },
};
const root = mkdtempSync(join(tmpdir(), 'portico-declarations-'));

beforeEach(async () => {
  rmSync(root, { recursive: true });
  write('package.json', JSON.stringify(manifest));
  write(
    'out-tsc/lib/a.d.ts',
    '/** What it is. */\nexport declare class A {\n  /** Counts. */\n  n: number;\n  private x;\n}\n',
  );
  write('out-tsc/lib/b.d.ts', "import type { A } from './a.js';\ninterface Local { a: A }\nexport type B = Local;\n");
  write('out-tsc/lib/index.d.ts', "export { A } from './a.js';\nexport type { B } from './b.js';\n");
  write('out-tsc/lib/internal.d.ts', "import type { A } from './a.js';\nexport declare function make(): A;\n");
  await bundleDeclarations(root);
});
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  expect(text).toContain(from);
  write(file, text.replace(from, to));
}

it('accepts equal bundled declarations', () => {
  expect(declarationProblems(root, manifest)).toEqual([]);
});

it('has one declaration for names that two entries share', () => {
  expect(readFileSync(join(root, 'dist/internal.d.ts'), 'utf8')).not.toContain('class A');
  expect(readFileSync(join(root, 'dist/shared.d.ts'), 'utf8')).toContain('class A');
});

it('reports a different type', () => {
  edit('dist/shared.d.ts', 'n: number', 'n: string');
  const [problem, ...others] = declarationProblems(root, manifest);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^dist\/index\.d\.ts, joined from out-tsc\/lib\/index\.d\.ts and what that imports, says/);
  expect(problem).toContain('n: string');
  expect(problem).toContain('How to fix it: npx nx build @portico/x');
});

it('reports a missing docstring', () => {
  edit('dist/shared.d.ts', '/** Counts. */', '');
  expect(declarationProblems(root, manifest)).toEqual([expect.stringContaining('Counts.')]);
});

it('accepts missing declarations of optional packages', () => {
  const optional = optionalTypes({
    peerDependenciesMeta: {
      '@types/ws': { optional: true },
      '@types/a__b': { optional: true },
      c: { optional: false },
    },
  });
  expect(optional).toEqual(['ws', '@a/b']);
  const made = markOptional(
    'import { A } from "ws";\nimport { B } from "wsx";\nexport { C } from "@a/b/c";\n',
    optional,
  );
  expect(made.split('\n')).toEqual([
    '// @ts-ignore: its types are optional',
    'import { A } from "ws";',
    'import { B } from "wsx";',
    '// @ts-ignore: its types are optional',
    'export { C } from "@a/b/c";',
    '',
  ]);
});
