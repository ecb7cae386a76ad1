import type { GeneratorCallback, Tree } from '@nx/devkit';
import { addDocument } from './document.js';
import { finish } from './finish.js';
import { addPackage } from './package.js';
import { type PlatformKind, platformNames } from './platform-names.js';
import { addSample, sampleFolder } from './sample.js';
import { addToTables } from './tables.js';

/** What `npx nx g @portico/generators:platform` takes; schema.json says the same. */
export interface PlatformOptions {
  readonly name: string;
  readonly kind: PlatformKind;
  readonly skipInstall?: boolean;
}

/**
 * Makes a platform package whose inside is a small working adapter, with a sample and a page of the documents.
 *
 * @returns what is left to do once the files are written: link, format, build
 * @throws Error when the name or the kind won't do, or when the package is there already
 */
export function generatePlatform(tree: Tree, { name, kind, skipInstall = false }: PlatformOptions): GeneratorCallback {
  const names = platformNames(name);
  if (kind !== 'http' && kind !== 'websocket') {
    throw new Error(`A platform of the kind "${kind}" is not known: say --kind=http or --kind=websocket.`);
  }
  if (tree.exists(`packages/${names.folder}`)) {
    throw new Error(`packages/${names.folder} is there already: choose another name, or delete the folder first.`);
  }
  const sample = sampleFolder(tree, names);
  addPackage(tree, names, kind, sample);
  addSample(tree, names, kind, sample);
  addDocument(tree, names, kind, sample);
  addToTables(tree, names, kind, sample);
  return () => finish({ names, kind, sample, skipInstall, root: tree.root });
}
