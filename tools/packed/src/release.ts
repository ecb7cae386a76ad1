import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './run.js';

export const workspace = resolve(import.meta.dirname, '../../..');

/** One version of a package, packed. */
export interface Released {
  name: string;
  version: string;
  manifest: Record<string, unknown> & { name: string; version: string };
  tarball: string;
}

/**
 * Packs all built packages as they would be published.
 *
 * @throws when a package is not built
 */
export async function packAll(into: string): Promise<Released[]> {
  const folders = readdirSync(join(workspace, 'packages')).map((name) => join(workspace, 'packages', name));
  const missing = folders.find((folder) => !existsSync(join(folder, 'dist/index.js')));
  if (missing) throw new Error(`${missing} is not built: run "npm run build" first.`);
  return pack(folders, into);
}

/**
 * Packs another release of a package: the same files under another version, as the build would have named it.
 *
 * @param folder of the package in the workspace, such as `platform-ws`
 */
export async function packAs(folder: string, version: string, into: string): Promise<Released> {
  const copy = join(into, `${folder}-${version}`);
  for (const part of ['package.json', 'README.md', 'LICENSE', 'dist']) {
    cpSync(join(workspace, 'packages', folder, part), join(copy, part), { recursive: true });
  }
  const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as Released['manifest'];
  writeFileSync(join(copy, 'package.json'), JSON.stringify(inVersion(manifest, version)));
  for (const file of readdirSync(join(copy, 'dist')).filter((name) => name.endsWith('.js'))) {
    const path = join(copy, 'dist', file);
    const code = readFileSync(path, 'utf8');
    writeFileSync(path, code.replaceAll(`${manifest.name} ${manifest.version} `, `${manifest.name} ${version} `));
  }
  const [released] = await pack([copy], into);
  return released as Released;
}

/** As a release would rewrite it: siblings are asked for in the same version. */
function inVersion(manifest: Released['manifest'], version: string): object {
  const isMajor = version.split('.')[0] !== manifest.version.split('.')[0];
  const rewritten = JSON.stringify({ ...manifest, version });
  return JSON.parse(isMajor ? rewritten.replaceAll(`"^${manifest.version}"`, `"^${version}"`) : rewritten) as object;
}

async function pack(folders: readonly string[], into: string): Promise<Released[]> {
  mkdirSync(into, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into, ...folders];
  const packed = JSON.parse(await run('npm', args, { cwd: workspace })) as { name: string; filename: string }[];
  const manifests = new Map(folders.map((folder) => readManifest(folder)).map((manifest) => [manifest.name, manifest]));
  return packed.map(({ name, filename }) => {
    const manifest = manifests.get(name) as Released['manifest'];
    return { name, version: manifest.version, manifest, tarball: join(into, filename) };
  });
}

function readManifest(folder: string): Released['manifest'] {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Released['manifest'];
}

/** What can be imported of a package: `@portico/core/internal`. */
export function entriesOf(name: string): string[] {
  const { exports } = readManifest(join(workspace, 'packages', name.replace('@portico/', ''))) as {
    exports?: Record<string, unknown>;
  };
  const paths = Object.keys(exports ?? {}).filter((path) => !path.endsWith('.json'));
  return paths.map((path) => name + path.slice(1));
}
