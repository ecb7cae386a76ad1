import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Logger } from '@portico/common';
import {
  type FrameworkError,
  isObjectOrFunction,
  isPackageAbsent,
  type PackageResolver,
  packageResolvers,
  resolvePackage,
} from '@portico/common/internal';
import { coreError } from '../errors/core-error.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';

/**
 * The only place in core that names platform packages: chooses the HTTP platform of an application that was created
 * without an adapter. The first installed platform is used.
 */
const PLATFORMS = [
  { name: '@portico/platform-express', adapter: 'ExpressAdapter' },
  { name: '@nestjs/platform-express', adapter: 'ExpressAdapter' },
  { name: '@portico/platform-fastify', adapter: 'FastifyAdapter' },
  { name: '@nestjs/platform-fastify', adapter: 'FastifyAdapter' },
] as const;

type Platform = (typeof PLATFORMS)[number];
type AdapterClass = new () => AbstractHttpAdapter;

/** How packages are loaded; replaced in tests. */
export interface PackageLoader {
  /** Imports by name, as this package sees it, or by path. */
  import(specifier: string): Promise<unknown>;
  /** Returns where this package sees packages, then where the application does. */
  resolvers(): readonly PackageResolver[];
}

const NODE: PackageLoader = {
  import: (specifier) => import(/* @vite-ignore */ specifier),
  resolvers: () => packageResolvers(import.meta.url),
};

/** The platform of an application without an explicit adapter. */
export interface DefaultPlatform {
  readonly Adapter: AdapterClass;
  /** A log line if another platform is also installed: which one is used, and how to choose. */
  readonly choice: string | undefined;
}

let found: DefaultPlatform | undefined;

/**
 * Creates the default HTTP adapter. If the other platform is also installed, the log says which one is used.
 *
 * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` when no platform package is installed, `PORTICO_BROKEN_HTTP_ADAPTER`
 * when one is but does not load.
 */
export async function createDefaultHttpAdapter(): Promise<AbstractHttpAdapter> {
  found ??= await findDefaultHttpAdapter();
  return adapterOf(found);
}

/** Does the same as {@link createDefaultHttpAdapter}, for callers that cannot await. */
export function createDefaultHttpAdapterSync(): AbstractHttpAdapter {
  found ??= requireDefaultHttpAdapter();
  return adapterOf(found);
}

function adapterOf({ Adapter, choice }: DefaultPlatform): AbstractHttpAdapter {
  if (choice !== undefined) new Logger('NestFactory').log(choice);
  return new Adapter();
}

/** Returns the first platform that is installed. */
export async function findDefaultHttpAdapter(loader: PackageLoader = NODE): Promise<DefaultPlatform> {
  for (const platform of PLATFORMS) {
    const exported = await attempt(platform, () => loader.import(platform.name));
    if (exported) return defaultPlatform(platform, exported, loader);
  }
  for (const resolver of loader.resolvers()) {
    for (const platform of PLATFORMS) {
      const path = resolvePackage(resolver, platform.name);
      const exported = path && (await attempt(platform, () => loader.import(pathToFileURL(path).href)));
      if (exported) return defaultPlatform(platform, exported, loader);
    }
  }
  throw noHttpAdapter();
}

function requireDefaultHttpAdapter(): DefaultPlatform {
  for (const resolver of NODE.resolvers()) {
    for (const platform of PLATFORMS) {
      const path = resolvePackage(resolver, platform.name);
      if (!path) continue;
      try {
        return defaultPlatform(platform, createRequire(import.meta.url)(path), NODE);
      } catch (error) {
        throw brokenHttpAdapter(platform, error);
      }
    }
  }
  throw noHttpAdapter();
}

/** Returns the exports of a package; `undefined` if it is not installed, which is not an error. */
async function attempt(platform: Platform, load: () => Promise<unknown>): Promise<unknown> {
  try {
    return await load();
  } catch (error) {
    if (isPackageAbsent(platform.name, error)) return undefined;
    throw brokenHttpAdapter(platform, error);
  }
}

function defaultPlatform(platform: Platform, exported: unknown, loader: PackageLoader): DefaultPlatform {
  const Adapter = isObjectOrFunction(exported) ? exported[platform.adapter] : undefined;
  if (!isAdapterClass(Adapter)) {
    throw brokenHttpAdapter(platform, new TypeError(`${platform.name} does not export ${platform.adapter}.`));
  }
  return { Adapter, choice: describeChoice(platform, loader) };
}

function describeChoice(chosen: Platform, loader: PackageLoader): string | undefined {
  const resolvers = loader.resolvers();
  const other = PLATFORMS.find(
    ({ name, adapter }) => adapter !== chosen.adapter && resolvers.some((resolver) => resolvePackage(resolver, name)),
  );
  if (!other) return undefined;
  return `The application runs on ${chosen.name}, because it was created without an adapter. To use ${other.name}, pass new ${other.adapter}() to NestFactory.create().`;
}

function isAdapterClass(value: unknown): value is AdapterClass {
  return typeof value === 'function';
}

function noHttpAdapter(): FrameworkError {
  return coreError({
    code: 'PORTICO_NO_HTTP_ADAPTER',
    lines: [
      'The application has no HTTP adapter: none was passed, and no platform package is installed.',
      `Searched for ${PLATFORMS.map((platform) => platform.name).join(', ')}, from ${process.cwd()} and from @portico/core.`,
    ],
    remedies: [
      'Install one: npm install @portico/platform-express, or npm install @portico/platform-fastify.',
      'Or pass your own adapter: NestFactory.create(AppModule, new MyAdapter()).',
      'For an application without an HTTP server, use NestFactory.createApplicationContext(AppModule).',
    ],
  });
}

function brokenHttpAdapter(platform: Platform, cause: unknown): FrameworkError {
  return coreError({
    code: 'PORTICO_BROKEN_HTTP_ADAPTER',
    lines: [
      `${platform.name} is installed but cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
    ],
    remedies: [
      'Install its peer dependencies, which its README lists.',
      'Or pass an adapter explicitly: NestFactory.create(AppModule, new MyAdapter()).',
    ],
    cause,
  });
}
