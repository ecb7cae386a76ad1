import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../packages');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Record<string, string | Record<string, string>>;
}

/** A package of ours, as an application knows it. */
export interface OfferedPackage {
  /** `@nestjs/common` */
  readonly alias: string;
  /** `@portico/common` */
  readonly name: string;
  /** What replaces the version in a package.json. */
  readonly specifier: string;
  /** The sources behind each specifier of an import, by that specifier: `@nestjs/common/constants.js`. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Those under whose names of NestJS applications install ours. */
const NAMES = [
  'common',
  'core',
  'platform-express',
  'platform-fastify',
  'platform-socket.io',
  'platform-ws',
  'testing',
  'websockets',
];

export const offeredPackages: readonly OfferedPackage[] = NAMES.map((name) => {
  const root = join(folder, name);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const alias = `@nestjs/${name}`;
  const [major] = manifest.version.split('.');
  const entries = Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    const source = typeof target === 'string' ? undefined : target['@portico/source'];
    // The internals are for siblings: no application imports them under a name of NestJS.
    if (source === undefined || subpath === './internal' || !existsSync(join(root, source))) return [];
    return [[alias + subpath.slice(1), join(root, source)] as const];
  });
  return { alias, name: manifest.name, specifier: `npm:${manifest.name}@^${major}.0.0`, entries: new Map(entries) };
});

/** Packages of NestJS whose place nothing of ours takes, with what to do about it. */
export const notOffered: Readonly<Record<string, string>> = {
  '@nestjs/microservices':
    'Portico has no message brokers: keep workers on NestJS, or use the client of the broker in a provider.',
};

/** Members of what is offered that are there only to say that they are not. */
export const notOfferedMembers: Readonly<Record<string, string>> = {
  createMicroservice: 'throws PORTICO_NO_MICROSERVICES',
  connectMicroservice: 'throws PORTICO_NO_MICROSERVICES',
  startAllMicroservices: 'throws PORTICO_NO_MICROSERVICES',
};
