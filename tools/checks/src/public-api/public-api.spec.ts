import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describePublicApi } from './public-api.js';

// Each test starts a compiler, which is slow if other tests run at the same time.
vi.setConfig({ testTimeout: 30_000 });

let root: string;
const declare = (file: string, text: string) => writeFileSync(join(root, file), text);
const describeIndex = () =>
  describePublicApi('@portico/x', root, [{ specifier: '@portico/x', declarations: join(root, 'index.d.ts') }]);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-api-'));
});
afterAll(() => rmSync(root, { recursive: true }));

it('prints every exported name with its declaration, sorted, without comments and private members', () => {
  declare(
    'server.d.ts',
    `/** A server. */
    export declare class Server<T> { private readonly socket; #open; constructor(port: number); protected port: number; /** Ends. */ close(): Promise<T>; }
    export declare const zero: 0, one: 1;
    export type Alias = string;`,
  );
  declare(
    'index.d.ts',
    `export { Server, zero } from './server.js'; export type { Alias as Name } from './server.js';`,
  );
  const text = describeIndex();
  expect(text).toContain(
    'export class Server<T> {\n  constructor(port: number);\n  protected port: number;\n  close(): Promise<T>;\n}',
  );
  expect(text).toContain('export { Alias as Name };\nexport type Alias = string;');
  expect(text.indexOf('class Server')).toBeLessThan(text.indexOf('const zero'));
  expect(text).not.toContain('Ends.');
  expect(text).not.toContain('socket');
});

it('shows the types that declarations mention without exporting them', () => {
  declare('options.d.ts', 'export interface Deep { a: 1 } export interface Options { deep: Deep; on: Map<string, 1> }');
  declare(
    'index.d.ts',
    `import type { Options } from './options.js'; export declare function run(options: Options): void;`,
  );
  const [, hidden] = describeIndex().split('## Mentioned, not exported');
  expect(hidden).toContain('interface Options');
  expect(hidden).toContain('interface Deep');
  expect(hidden).not.toContain('Map<K');
});

it('changes when a signature changes', () => {
  declare('index.d.ts', 'export declare function run(a: string): void;');
  const before = describeIndex();
  declare('index.d.ts', 'export declare function run(a: string | number): void;');
  expect(describeIndex()).not.toBe(before);
});

it('names a subpath as such, with its other specifiers', () => {
  declare('keys.d.ts', 'export declare const key: string;');
  const declarations = join(root, 'keys.d.ts');
  const text = describePublicApi('@portico/x', root, [
    { specifier: '@portico/x/keys.js', aliases: ['@portico/x/keys'], declarations },
  ]);
  expect(text).toContain(
    '## @portico/x/keys.js\n\nA named subpath, for modules that import it, also as @portico/x/keys.\n\n```ts',
  );
});
