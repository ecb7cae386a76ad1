import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { readJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { generatePlatform } from './generate-platform.js';

const repository = resolve(import.meta.dirname, '../../../..');

/** The files of the repository that the generator reads. */
const NEEDED = [
  'package.json',
  'packages/core/package.json',
  ...['package.json', 'LICENSE', 'tsconfig.json', 'tsconfig.lib.json', 'tsconfig.spec.json'].flatMap((file) => [
    `packages/platform-express/${file}`,
    `packages/platform-ws/${file}`,
  ]),
  'tools/checks/src/boundaries/allowed-imports.ts',
  'docs/architecture.md',
  'docs/site/.vitepress/navigation.ts',
  'samples/README.md',
  'README.md',
  'docs/installing.md',
  ...filesBelow('packages/conformance/starters'),
];

function filesBelow(folder: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)));
}

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  for (const file of NEEDED) tree.write(file, readFileSync(join(repository, file)));
  tree.write('samples/07-latest/package.json', '{}');
});

function text(file: string): string {
  return tree.read(file, 'utf-8') ?? '';
}

describe.each(['http', 'websocket'] as const)('a platform of the kind %s', (kind) => {
  beforeEach(() => {
    generatePlatform(tree, { name: 'platform-hono', kind });
  });

  it('is published like the other packages', () => {
    const model = readJson(tree, `packages/platform-${kind === 'http' ? 'express' : 'ws'}/package.json`);
    const manifest = readJson(tree, 'packages/platform-hono/package.json');
    expect(manifest).toMatchObject({ name: '@portico/platform-hono', version: model.version, exports: model.exports });
    expect(Object.keys(manifest.dependencies)).toEqual([kind === 'http' ? 'path-to-regexp' : 'ws']);
    expect(manifest.peerDependencies).not.toHaveProperty('multer');
    for (const file of ['LICENSE', 'README.md', 'tsconfig.lib.json', 'vitest.config.ts', 'src/conformance.spec.ts']) {
      expect(text(`packages/platform-hono/${file}`), file).not.toBe('');
    }
  });

  it('contains only its own name, and no markers of the template', () => {
    const written = tree.listChanges().filter(({ path }) => /hono/.test(path));
    expect(written.length).toBeGreaterThan(15);
    for (const { path, content } of written) {
      expect(path).not.toMatch(/template|__/);
      expect(content?.toString(), path).not.toMatch(/MyPlatform|my-platform|<%/);
    }
    expect(text('packages/platform-hono/src/index.ts')).toContain('HonoAdapter');
    const named = kind === 'http' ? 'conformance.spec.ts' : 'platform.fixture.ts';
    expect(text(`packages/platform-hono/src/${named}`)).toContain("name: 'hono'");
  });

  it('has a sample with the next number, and a page whose code comes from it', () => {
    const manifest = readJson(tree, 'samples/08-hono/package.json');
    expect(manifest.dependencies).toHaveProperty('@portico/platform-hono', '*');
    expect(text('samples/08-hono/src/main.ts')).toContain("import { HonoAdapter } from '@portico/platform-hono';");
    for (const page of ['docs/platforms/platform-hono.md', 'packages/platform-hono/README.md']) {
      expect(text(page)).toContain('<!-- snippet: samples/08-hono/src/main.ts -->');
    }
    const [, file = ''] = /<!-- snippet: (packages\/.*) -->/.exec(text('docs/platforms/platform-hono.md')) ?? [];
    expect(text(file)).toContain('capabilities: {');
  });

  it('is listed in the tables of the workspace', () => {
    const rule = kind === 'http' ? 'platform' : 'realtimePlatform';
    expect(text('tools/checks/src/boundaries/allowed-imports.ts')).toContain(
      `  'platform-hono': ${rule},\n  testing: {`,
    );
    expect(text('docs/architecture.md')).toMatch(/^\| `platform-hono` \| common, core.*\n\| `testing`/m);
    expect(text('samples/README.md')).toMatch(
      /^\| \[01-chat\][\s\S]*\n\| \[08-hono\]\(08-hono\/README.md\) .*\n(?!\|)/m,
    );
    expect(text('README.md')).toMatch(
      /^\| \[@portico\/platform-hono\]\(packages\/platform-hono\) \| Hono \|\n\| \[@portico\/testing\]/m,
    );
    expect(text('docs/installing.md')).toMatch(
      /^\| (HTTP|gateways) on Hono \| .*npm i .*@portico\/platform-hono.* \|\n\| tests \|/m,
    );
    expect(text('docs/site/.vitepress/navigation.ts')).toContain("['Hono', 'platforms/platform-hono'],");
  });
});

describe('the generator rejects, before it writes files,', () => {
  it.each([
    [{ name: 'core', kind: 'http' }, 'packages/core is there already'],
    [{ name: 'Hono', kind: 'http' }, 'such as hono'],
    [{ name: 'hono', kind: 'tcp' }, '--kind=http or --kind=websocket'],
  ])('%o', (options, advice) => {
    const before = tree.listChanges().length;
    expect(() => generatePlatform(tree, options as never)).toThrow(advice);
    expect(tree.listChanges()).toHaveLength(before);
  });
});
