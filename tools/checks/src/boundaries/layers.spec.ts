import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAYERS, type Layers, layerProblems } from './layers.js';

const root = resolve(import.meta.dirname, '../../../..');

describe.each(Object.entries<Layers>(LAYERS))('the folders of %s', (name, layers) => {
  const sources = join(root, 'packages', name, 'src');

  it('are all in a layer', () => {
    const folders = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const listed = layers.flat().filter((folder) => !folder.endsWith('.ts'));
    expect(folders.map((folder) => folder.name).sort()).toEqual(listed.sort());
  });

  it('import only lower layers', () => {
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.includes('/') && /\.ts$/.test(file) && !/\.(spec|fixture|test-d)\.ts$/.test(file),
    );
    expect(files.flatMap((file) => layerProblems(layers, file, readFileSync(join(sources, file), 'utf8')))).toEqual([]);
  });

  it('are listed in docs/architecture.md', () => {
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const list = new RegExp(`^## Folders of ${name}\n[^#]*?\`\`\`\n([^\`]*)\`\`\``, 'm').exec(page)?.[1] ?? '';
    const folders = [...list.matchAll(/^([a-z.-]+)\/? /gm)].map(([, folder]) => folder);
    expect(folders).toEqual(layers.flat().reverse());
  });
});

describe('a file', () => {
  it.each([
    ['container/a.ts', "import type { A } from '../http/adapter-host.js';"],
    ['http/routing/a.ts', "export { A } from '../../application/factory.js';"],
    ['http/a.ts', "type A = import('../transports/transport.js').Transport;"],
    ['resolution/a.ts', "const a = await import('../pipeline/compile-handler.js');"],
    ['resolution/a.ts', "import { A } from '../lifecycle/run-hooks.js';"],
    ['container/a.ts', "import { A } from '../index.js';"],
  ])('%s of core must not contain: %s', (file, source) => {
    expect(layerProblems(LAYERS.core, file, source)).toHaveLength(1);
  });

  it.each([
    ['http/routing/a.ts', "import { A } from '../paths/join-path.js';"],
    ['application/a.ts', "import { A } from '../container/container.js';"],
  ])('%s of core may contain: %s', (file, source) => {
    expect(layerProblems(LAYERS.core, file, source)).toEqual([]);
  });
});
