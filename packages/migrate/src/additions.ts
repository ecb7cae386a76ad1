import { FIELDS, type Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';

/**
 * Packages that NestJS installs itself, and that an application on Portico has to install if it uses them. The words show that it does.
 */
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
 * Returns the dependencies that a package.json needs besides the aliases.
 *
 * @param sources the contents of the application's source files
 * @param installsPeers whether the package manager installs peer dependencies itself; otherwise those of Portico are added
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
