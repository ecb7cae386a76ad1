/** What a package may import from its siblings. */
export interface ImportRule {
  /** Packages of the scope, without `@portico/`. */
  packages: readonly string[];
  /** Those of them whose `/internal` entry is open to it; the public faces all are. */
  internal: readonly string[];
  /** What its tests may import besides, beyond what all tests may. */
  inTests?: readonly string[];
  /** Source files (relative to the package) whose strings may name any package. */
  mayName?: readonly string[];
}

const platform: ImportRule = { packages: ['common', 'core'], internal: [] };
const realtimePlatform: ImportRule = {
  packages: ['common', 'core', 'websockets'],
  internal: [],
  // Gateways share a server with the routes of an HTTP platform, and with each other.
  inTests: ['platform-express', 'platform-fastify', 'platform-ws'],
};

/**
 * The direction of every dependency between the packages. A platform works with public faces, so that anyone
 * else's platform can do all that ours do.
 */
export const allowedImports: Readonly<Record<string, ImportRule>> = {
  common: { packages: [], internal: [] },
  core: { packages: ['common'], internal: ['common'], mayName: ['src/application/default-http-adapter.ts'] },
  websockets: {
    packages: ['common', 'core'],
    internal: ['common'],
    mayName: ['src/gateways/adapters/default-adapter.ts'],
  },
  'platform-express': platform,
  'platform-fastify': platform,
  'platform-socket.io': realtimePlatform,
  'platform-ws': realtimePlatform,
  asyncapi: {
    packages: ['common', 'core', 'websockets'],
    // It finds packages that need not be installed.
    internal: ['common'],
    inTests: ['platform-express', 'platform-fastify', 'platform-socket.io', 'platform-ws'],
  },
  opentelemetry: {
    packages: ['common', 'core', 'websockets'],
    internal: [],
    inTests: ['platform-express', 'platform-fastify', 'platform-socket.io', 'platform-ws', 'client'],
  },
  devtools: {
    packages: ['common', 'core', 'websockets', 'client', 'asyncapi'],
    internal: [],
    // The browser and the waits that end-to-end tests share.
    inTests: ['platform-express', 'platform-fastify', 'platform-socket.io', 'platform-ws', 'test-support'],
  },
  testing: { packages: ['common', 'core'], internal: [] },
  conformance: { packages: ['common', 'core', 'websockets'], internal: [] },
  client: { packages: [], internal: [], inTests: ['platform-express', 'platform-ws', 'websockets', 'common', 'core'] },
  migrate: { packages: [], internal: [], mayName: ['src/packages.ts', 'src/additions.ts'] },
  create: {
    packages: [],
    internal: [],
    mayName: [
      'src/application-files.ts',
      'src/application-manifest.ts',
      'src/platform-files.ts',
      'src/platform-readme.ts',
    ],
  },
};

/** What all tests may import besides. */
export const allowedInTests: readonly string[] = ['conformance', 'testing'];

/** The rule of a package folder; one that is not in the table is held to a realtime platform's rule. */
export function importRuleOf(folder: string): ImportRule {
  return allowedImports[folder] ?? realtimePlatform;
}
