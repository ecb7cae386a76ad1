import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from './bundle.js';
import { runOnce } from './share-copies.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-copies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Builds a package with two entries, whose index counts how often it runs. */
async function release(name: string, version: string, body = ''): Promise<string> {
  const root = join(folder, `${name}-${version}`);
  mkdirSync(join(root, 'out-tsc/lib'), { recursive: true });
  const entry = (file: string) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
  const exports = { '.': entry('index'), './internal': entry('internal') };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name, version, type: 'module', exports }));
  const dist = {
    'failure.js': `export class Failure extends Error {}\n${body}`,
    'index.js':
      "import { Failure } from './failure.js';\nglobalThis.runs = (globalThis.runs ?? 0) + 1;\n" +
      "export { Failure };\nexport function fail() { throw new Failure('Größe →'); }\n",
    'internal.js': "import { Failure } from './failure.js';\nexport const isFailure = (e) => e instanceof Failure;\n",
  };
  for (const [file, code] of Object.entries(dist)) writeFileSync(join(root, 'out-tsc/lib', file), code);
  await bundle(root);
  return root;
}

function copyOf(root: string): string {
  const copy = `${root}-copy`;
  cpSync(root, copy, { recursive: true });
  return copy;
}

interface Loaded {
  Failure: new () => Error;
  fail(): never;
  isFailure(error: unknown): boolean;
}

async function load(root: string, entry = 'index'): Promise<Loaded> {
  return (await import(join(root, `dist/${entry}.js`))) as Loaded;
}

describe('two copies of one release', () => {
  it('have one set of classes, whichever entry is loaded first', async () => {
    const root = await release('one', '1.0.0');
    const [first, second] = [await load(root), await load(copyOf(root), 'internal')];
    expect(() => first.fail()).toThrow('Größe →');
    expect(second.isFailure(new first.Failure())).toBe(true);
    expect((await load(copyOf(root))).Failure).toBe(first.Failure);
  });

  it('run once', async () => {
    const root = await release('once', '1.0.0');
    const before = (globalThis as { runs?: number }).runs ?? 0;
    await load(root);
    await load(copyOf(root));
    expect((globalThis as { runs?: number }).runs).toBe(before + 1);
  });
});

it('does not share code of two releases, or of two builds of one version', async () => {
  const first = await load(await release('apart', '1.0.0'));
  const newer = await load(await release('apart', '1.0.1'));
  rmSync(join(folder, 'apart-1.0.0'), { recursive: true });
  const rebuilt = await release('apart', '1.0.0', 'globalThis.patched = true;');
  const patched = await load(copyOf(rebuilt));
  expect(new Set([first.Failure, newer.Failure, patched.Failure])).toHaveLength(3);
});

it('does not move lines, so that source maps stay correct', () => {
  const lines = [
    'import { a } from "./a.js";',
    'const word = "Größe →";',
    'function b() {',
    '  return a(word);',
    '}',
    'export { b };',
  ];
  const made = runOnce(lines.join('\n'), 'key').split('\n');
  expect(made).toHaveLength(lines.length);
  expect(made.slice(1, -1)).toEqual(lines.slice(1, -1));
});

describe('a chunk', () => {
  it('that only re-exports is not changed', () => {
    const code = 'import { a } from "./shared.js";\nexport { a };\n';
    expect(runOnce(code, 'key')).toBe(code);
  });

  it('re-exports its imports', () => {
    const code = runOnce('import { a } from "./shared.js";\nconst b = 1;\nexport { a, b };\n', 'key');
    expect(code).toContain('return { b };');
    expect(code).toContain('export { a, b };');
  });

  it('may change its exports only while it is loaded, as decorators do', () => {
    expect(runOnce('let a = 1;\na = 2;\nexport { a };\n', 'key')).toContain('return { a };');
    const later = 'let a = 1;\nfunction set() { a = 2; }\nexport { a, set };\n';
    expect(() => runOnce(later, 'the key')).toThrow('the key: exports a, which a function assigns to');
  });
});
