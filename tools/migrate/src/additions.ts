import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FIELDS, type Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';

const packages = resolve(import.meta.dirname, '../../../packages');

/** What NestJS brings as a dependency and Portico asks for only where it is used, with the words that show the use. */
const USED_BY = [
  {
    name: 'multer',
    peerOf: 'platform-express',
    words:
      /\b(FileInterceptor|FilesInterceptor|FileFieldsInterceptor|AnyFilesInterceptor|NoFilesInterceptor|MulterModule)\b|from ['"]multer['"]|require\(['"]multer['"]\)/,
    only: '@nestjs/platform-express',
  },
  {
    name: 'file-type',
    peerOf: 'common',
    words: /\b(FileTypeValidator|addFileTypeValidator)\b/,
    only: '@nestjs/common',
  },
] as const;

/**
 * What has to be added to a package.json beside the aliases.
 *
 * @param sources the texts of the application's sources
 * @param installsPeers whether the package manager installs peers that nobody names; otherwise ours are named
 */
export function additionsFor(
  manifest: Manifest,
  sources: readonly string[],
  installsPeers: boolean,
): Record<string, string> {
  const added: Record<string, string> = {};
  const has = (name: string): boolean => FIELDS.some((field) => manifest[field]?.[name] !== undefined);
  for (const { name, peerOf, words, only } of USED_BY) {
    const range = manifestOf(peerOf).peerDependencies?.[name];
    if (range && has(only) && sources.some((text) => words.test(text))) added[name] = range;
  }
  if (installsPeers) return added;
  for (const { alias, name } of offeredPackages.filter((offered) => has(offered.alias))) {
    const { peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(name.replace('@portico/', ''));
    for (const [peer, range] of Object.entries(peerDependencies)) {
      if (peer.startsWith('@portico/') && !peerDependenciesMeta[peer]?.optional && peer !== alias) added[peer] = range;
    }
  }
  return added;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8')) as Manifest;
}
