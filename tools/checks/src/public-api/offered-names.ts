import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, readManifest } from '../../../build/src/package-entries.js';
import { exportedNames } from './exported-names.js';

/** The packages that applications install under their names of NestJS. */
const ALIASED = [
  'common',
  'core',
  'platform-express',
  'platform-fastify',
  'platform-socket.io',
  'platform-ws',
  'testing',
  'websockets',
];

/** Where `@portico/migrate` reads what an application may import. */
export const OFFERED_FILE = 'packages/migrate/offered.json';

/** The contents of that file, by alias: the names that each entry exports, read from the sources, and the peers. */
export function offeredNames(workspace: string): string {
  const offered = ALIASED.map((folder) => {
    const root = join(workspace, 'packages', folder);
    const manifest = readManifest(root);
    return [`@nestjs/${folder}`, { entries: entriesOf(root, manifest), peers: peersOf(manifest) }];
  });
  return `${JSON.stringify(Object.fromEntries(offered), null, 2)}\n`;
}

function entriesOf(root: string, { exports }: Manifest): Record<string, string[]> {
  const entries = Object.entries(exports).flatMap(([subpath, target]) => {
    const source = typeof target === 'string' ? undefined : target['@portico/source'];
    // The internals are for siblings: no application imports them under a name of NestJS.
    if (source === undefined || subpath === './internal' || !existsSync(join(root, source))) return [];
    return [[subpath, [...exportedNames(join(root, source))].toSorted()] as const];
  });
  return Object.fromEntries(entries);
}

function peersOf({ peerDependencies = {}, peerDependenciesMeta = {} }: Manifest): object {
  const isOptional = ([name]: [string, string]): boolean => peerDependenciesMeta[name]?.optional === true;
  const peers = Object.entries(peerDependencies);
  return {
    required: Object.fromEntries(peers.filter((peer) => !isOptional(peer))),
    optional: Object.fromEntries(peers.filter(isOptional)),
  };
}
