import { FIELDS, type Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';

/** What NestJS brings as a dependency and Portico asks for only where it is used, with the words that show the use. */
const USED_BY = [
  {
    name: 'multer',
    words:
      /\b(FileInterceptor|FilesInterceptor|FileFieldsInterceptor|AnyFilesInterceptor|NoFilesInterceptor|MulterModule)\b|from ['"]multer['"]|require\(['"]multer['"]\)/,
    peerOf: '@nestjs/platform-express',
  },
  {
    name: 'file-type',
    words: /\b(FileTypeValidator|addFileTypeValidator)\b/,
    peerOf: '@nestjs/common',
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
  const used = offeredPackages.filter(({ alias }) => has(alias));
  for (const { name, peerOf, words } of USED_BY) {
    const range = used.find(({ alias }) => alias === peerOf)?.peers.optional[name];
    if (range && sources.some((text) => words.test(text))) added[name] = range;
  }
  if (installsPeers) return added;
  for (const { peers } of used) {
    for (const [peer, range] of Object.entries(peers.required)) if (peer.startsWith('@portico/')) added[peer] = range;
  }
  return added;
}
