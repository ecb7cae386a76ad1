import { Logger } from '@portico/common';
import {
  errorMessage,
  type FoundPlatform,
  type FrameworkError,
  findPlatform,
  findPlatformSync,
  type PlatformLoader,
  type PlatformSearch,
  platformLoader,
} from '@portico/common/internal';
import { coreError } from '../errors/core-error.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';

type AdapterClass = new () => AbstractHttpAdapter;
type FoundAdapter = FoundPlatform<AdapterClass>;

/**
 * The only place in core that names platform packages: chooses the HTTP platform of an application that was created
 * without an adapter. The first installed platform is used.
 */
const SEARCH: PlatformSearch<AdapterClass> = {
  platforms: [
    { names: ['@portico/platform-express', '@nestjs/platform-express'], adapter: 'ExpressAdapter' },
    { names: ['@portico/platform-fastify', '@nestjs/platform-fastify'], adapter: 'FastifyAdapter' },
  ],
  isAdapter: (exported): exported is AdapterClass => typeof exported === 'function',
  broken: brokenHttpAdapter,
};

const NODE = platformLoader((specifier) => import(/* @vite-ignore */ specifier), import.meta.url);

let known: FoundAdapter | undefined;

/**
 * Creates the default HTTP adapter. If the other platform is also installed, the log says which one is used.
 *
 * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` when no platform package is installed, `PORTICO_BROKEN_HTTP_ADAPTER`
 * when one is but does not load.
 */
export async function createDefaultHttpAdapter(): Promise<AbstractHttpAdapter> {
  known ??= await findDefaultHttpAdapter();
  return adapterOf(known);
}

/** Does the same as {@link createDefaultHttpAdapter}, for callers that cannot await. */
export function createDefaultHttpAdapterSync(): AbstractHttpAdapter {
  known ??= requireDefaultHttpAdapter();
  return adapterOf(known);
}

function adapterOf(found: FoundAdapter): AbstractHttpAdapter {
  const choice = describeChoice(found);
  if (choice !== undefined) new Logger('NestFactory').log(choice);
  return new found.Adapter();
}

/** Returns the first platform that is installed. */
export async function findDefaultHttpAdapter(loader: PlatformLoader = NODE): Promise<FoundAdapter> {
  return orThrow(await findPlatform(SEARCH, loader));
}

function requireDefaultHttpAdapter(): FoundAdapter {
  return orThrow(findPlatformSync(SEARCH, NODE));
}

function orThrow(found: FoundAdapter | undefined): FoundAdapter {
  if (found === undefined) throw noHttpAdapter();
  return found;
}

/** Returns a log line if another platform is also installed: which one is used, and how to choose. */
export function describeChoice({ name, other }: FoundAdapter): string | undefined {
  if (!other) return undefined;
  return `The application runs on ${name}, because it was created without an adapter. To use ${other.name}, pass new ${other.adapter}() to NestFactory.create().`;
}

function noHttpAdapter(): FrameworkError {
  return coreError({
    code: 'PORTICO_NO_HTTP_ADAPTER',
    lines: [
      'The application has no HTTP adapter: none was passed, and no platform package is installed.',
      `Searched for ${SEARCH.platforms.flatMap(({ names }) => names).join(', ')}, from ${process.cwd()} and from @portico/core.`,
    ],
    remedies: [
      'Install one: npm install @portico/platform-express, or npm install @portico/platform-fastify.',
      'Or pass your own adapter: NestFactory.create(AppModule, new MyAdapter()).',
      'For an application without an HTTP server, use NestFactory.createApplicationContext(AppModule).',
    ],
  });
}

function brokenHttpAdapter(platform: string, cause: unknown): FrameworkError {
  return coreError({
    code: 'PORTICO_BROKEN_HTTP_ADAPTER',
    lines: [`${platform} is installed but cannot be loaded: ${errorMessage(cause)}`],
    remedies: [
      'Install its peer dependencies, which its README lists.',
      'Or pass an adapter explicitly: NestFactory.create(AppModule, new MyAdapter()).',
    ],
    cause,
  });
}
