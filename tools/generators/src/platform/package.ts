import { joinPathFragments, readJson, type Tree, visitNotIgnoredFiles, writeJson } from '@nx/devkit';
import type { PlatformKind, PlatformNames } from './platform-names.js';
import { writeTemplates } from './templates.js';

/** The working adapters that new platforms start from: those that the conformance suites prove themselves on. */
const STARTERS = 'packages/conformance/starters';

interface Manifest {
  name: string;
  version: string;
  description: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, unknown>;
}

const CONFIGURATION = ['LICENSE', 'tsconfig.json', 'tsconfig.lib.json', 'tsconfig.spec.json'];

/** Writes `packages/<name>`, in the image of the package of ours that serves the same. */
export function addPackage(tree: Tree, names: PlatformNames, kind: PlatformKind, sample: string): void {
  const folder = `packages/${names.folder}`;
  const model = kind === 'http' ? 'packages/platform-express' : 'packages/platform-ws';
  for (const file of CONFIGURATION) tree.write(`${folder}/${file}`, tree.read(`${model}/${file}`) ?? '');
  writeJson(tree, `${folder}/package.json`, manifestOf(tree, model, names, kind));
  addSources(tree, names, kind, `${folder}/src`);
  writeTemplates(tree, `package/${kind}`, folder, { ...names, sample });
  writeTemplates(tree, 'package/common', folder, { ...names, sample });
}

function manifestOf(
  tree: Tree,
  model: string,
  { packageName, className }: PlatformNames,
  kind: PlatformKind,
): Manifest {
  const manifest = readJson<Manifest>(tree, `${model}/package.json`);
  manifest.name = packageName;
  manifest.description = `${className} as the ${kind === 'http' ? 'HTTP' : 'WebSocket'} platform of Portico.`;
  if (kind === 'http') {
    const core = readJson<Manifest>(tree, 'packages/core/package.json').dependencies ?? {};
    manifest.dependencies = { 'path-to-regexp': core['path-to-regexp'] ?? '*' };
    const needed = /^(@portico\/.*|reflect-metadata|rxjs)$/;
    const peers = Object.entries(manifest.peerDependencies ?? {});
    manifest.peerDependencies = Object.fromEntries(peers.filter(([name]) => needed.test(name)));
    delete manifest.peerDependenciesMeta;
  }
  return manifest;
}

function addSources(tree: Tree, names: PlatformNames, kind: PlatformKind, destination: string): void {
  const starter = `${STARTERS}/${kind}`;
  if (!tree.exists(`${starter}/adapter.ts`)) throw new Error(`${starter} is missing: run this in a clone of Portico.`);
  visitNotIgnoredFiles(tree, starter, (file) => {
    const target = joinPathFragments(destination, file.slice(starter.length));
    tree.write(target, rename(tree.read(file, 'utf-8') ?? '', names));
  });
}

/** The starters are called MyPlatform throughout. */
function rename(source: string, { className, type }: PlatformNames): string {
  return source.replaceAll('MyPlatform', className).replaceAll('my-platform', type);
}
