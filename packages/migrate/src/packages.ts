import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of Portico that replaces one of NestJS. */
export interface OfferedPackage {
  /** `@nestjs/common` */
  readonly alias: string;
  /** `@portico/common` */
  readonly name: string;
  /** The text that replaces the version in a package.json. */
  readonly specifier: string;
  /** The names that can be imported, values and types, by specifier: `@nestjs/common/constants.js`. */
  readonly entries: ReadonlyMap<string, ReadonlySet<string>>;
  /** Its peer dependencies: the required ones, and those that only one of its features needs. */
  readonly peers: Peers;
}

interface Peers {
  readonly required: Readonly<Record<string, string>>;
  readonly optional: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly version: string;
}

/** `offered.json`, by alias. `npm run api:update` writes it from the packages' sources and manifests. */
type Offered = Readonly<
  Record<string, { readonly entries: Readonly<Record<string, string[]>>; readonly peers: Peers }>
>;

// All packages are released together, so the others have the version of this one.
const [major] = read<Manifest>('package.json').version.split('.');

export const offeredPackages: readonly OfferedPackage[] = Object.entries(read<Offered>('offered.json')).map(
  ([alias, { entries, peers }]) => {
    const name = alias.replace('@nestjs/', '@portico/');
    return {
      alias,
      name,
      specifier: `npm:${name}@^${major}.0.0`,
      peers,
      entries: new Map(Object.entries(entries).map(([subpath, names]) => [alias + subpath.slice(1), new Set(names)])),
    };
  },
);

/** Packages of NestJS that no package of Portico replaces, with advice for each. */
export const notOffered: Readonly<Record<string, string>> = {
  '@nestjs/microservices':
    'Portico has no microservice transports: keep workers on NestJS, or use the client library of the message broker in a provider.',
};

/** Methods that exist only for compatibility, and what they do. */
export const notOfferedMembers: Readonly<Record<string, string>> = {
  createMicroservice: 'throws PORTICO_NO_MICROSERVICES',
  connectMicroservice: 'throws PORTICO_NO_MICROSERVICES',
  createNestMicroservice: 'throws PORTICO_NO_MICROSERVICES',
  startAllMicroservices: 'does nothing: Portico has no microservices',
};

/** Returns the URL of a file of this package. Both the sources and the bundle are one folder below its root. */
function read<T>(file: string): T {
  // Data files of this package.
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8')) as T;
}
