import { readJson, type Tree, writeJson } from '@nx/devkit';
import type { PlatformKind, PlatformNames } from './platform-names.js';
import { writeTemplates } from './templates.js';

/** The folder of the sample: samples are numbered in the order in which they came. */
export function sampleFolder(tree: Tree, { type }: PlatformNames): string {
  const numbers = tree.children('samples').map((name) => Number.parseInt(name, 10) || 0);
  const next = Math.max(0, ...numbers) + 1;
  return `samples/${String(next).padStart(2, '0')}-${type}`;
}

/** Writes a sample that runs on the platform, and a test that runs the sample. */
export function addSample(tree: Tree, names: PlatformNames, kind: PlatformKind, folder: string): void {
  const name = folder.slice('samples/'.length);
  const values = { ...names, kind, sample: folder, name };
  writeTemplates(tree, 'sample/common', folder, values);
  writeTemplates(tree, `sample/${kind}`, folder, values);
  writeJson(tree, `${folder}/package.json`, manifestOf(tree, names, kind, name));
}

function manifestOf(tree: Tree, names: PlatformNames, kind: PlatformKind, name: string): object {
  const { devDependencies = {} } = readJson<{ devDependencies?: Record<string, string> }>(tree, 'package.json');
  const websocket = kind === 'websocket';
  return {
    name: `@portico-samples/${name}`,
    version: '0.0.0',
    private: true,
    license: 'MIT',
    type: 'module',
    description: `An application on ${names.className}.`,
    engines: { node: '>=20.19' },
    dependencies: {
      '@portico/common': '*',
      '@portico/core': '*',
      ...(websocket && { '@portico/platform-express': '*', '@portico/websockets': '*' }),
      [names.packageName]: '*',
      'reflect-metadata': devDependencies['reflect-metadata'] ?? '^0.2.2',
      rxjs: devDependencies.rxjs ?? '^7.8.2',
    },
    devDependencies: {
      '@oxc-node/core': devDependencies['@oxc-node/core'] ?? '*',
      '@portico/test-support': '*',
      ...(websocket && { '@types/ws': devDependencies['@types/ws'] ?? '*', ws: devDependencies.ws ?? '*' }),
    },
    nx: {
      name,
      targets: {
        serve: {
          executor: 'nx:run-commands',
          continuous: true,
          cache: false,
          options: {
            command: 'node -C @portico/source --import @oxc-node/core/register src/main.ts',
            cwd: '{projectRoot}',
          },
        },
      },
    },
  };
}
