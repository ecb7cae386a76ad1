import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isObjectOrFunction } from '../values/is-object.js';
import { isPackageAbsent, type PackageResolver, packageResolvers, resolvePackage } from './installed-packages.js';

/** A platform that an application may have installed. */
export interface Platform {
  /** Of its package: the second one is the alias under which migrated applications install it. */
  readonly names: readonly string[];
  /** The name of the adapter class that it exports. */
  readonly adapter: string;
}

export interface FoundPlatform<TAdapter> {
  /** Of its package. */
  readonly name: string;
  readonly Adapter: TAdapter;
  /** Another platform that is also installed. */
  readonly other: { readonly name: string; readonly adapter: string } | undefined;
}

/** Which platforms are looked for, in order of preference. */
export interface PlatformSearch<TAdapter> {
  readonly platforms: readonly Platform[];
  /** Whether what a platform exports is its adapter class. */
  isAdapter(exported: unknown): exported is TAdapter;
  /** Returns the error for a platform that is installed and cannot be loaded: it must not look like one that is not installed. */
  broken(platform: string, cause: unknown): Error;
}

/** How packages are loaded; replaced in tests. */
export interface PlatformLoader {
  /** Imports by name, as the package that looks for platforms sees them, or by path. */
  import(specifier: string): Promise<unknown>;
  /** Returns where that package sees others, then where the application does. */
  resolvers(): readonly PackageResolver[];
}

/**
 * Loads packages with Node.js.
 *
 * @param load `(specifier) => import(specifier)`, written in the package that looks for platforms
 * @param module `import.meta.url` of that package
 */
export function platformLoader(load: PlatformLoader['import'], module: string): PlatformLoader {
  return { import: load, resolvers: () => packageResolvers(module) };
}

/**
 * Finds the first platform that is installed.
 *
 * @typeParam TAdapter its adapter class
 * @returns `undefined` if there is none
 * @throws the error for a platform that cannot be loaded
 */
export async function findPlatform<TAdapter>(
  search: PlatformSearch<TAdapter>,
  loader: PlatformLoader,
): Promise<FoundPlatform<TAdapter> | undefined> {
  for (const platform of search.platforms) {
    for (const name of platform.names) {
      const exported = await importInstalled(name, search, loader);
      if (exported !== undefined) return found(name, platform, exported, search, loader);
    }
  }
  return undefined;
}

/** Does the same as {@link findPlatform}, for callers that cannot await. */
export function findPlatformSync<TAdapter>(
  search: PlatformSearch<TAdapter>,
  loader: Pick<PlatformLoader, 'resolvers'>,
): FoundPlatform<TAdapter> | undefined {
  for (const platform of search.platforms) {
    for (const name of platform.names) {
      const path = pathOf(name, loader);
      if (path !== undefined) return found(name, platform, requireFile(name, path, search), search, loader);
    }
  }
  return undefined;
}

function requireFile(name: string, path: string, { broken }: PlatformSearch<unknown>): unknown {
  try {
    return createRequire(import.meta.url)(path);
  } catch (error) {
    throw broken(name, error);
  }
}

async function importInstalled(
  name: string,
  search: PlatformSearch<unknown>,
  loader: PlatformLoader,
): Promise<unknown> {
  const seen = await attempt(name, search, () => loader.import(name));
  if (seen !== undefined) return seen;
  const path = pathOf(name, loader);
  return path === undefined ? undefined : attempt(name, search, () => loader.import(pathToFileURL(path).href));
}

async function attempt(
  name: string,
  { broken }: PlatformSearch<unknown>,
  load: () => Promise<unknown>,
): Promise<unknown> {
  try {
    return await load();
  } catch (error) {
    if (isPackageAbsent(name, error)) return undefined;
    throw broken(name, error);
  }
}

function pathOf(name: string, loader: Pick<PlatformLoader, 'resolvers'>): string | undefined {
  for (const resolver of loader.resolvers()) {
    const path = resolvePackage(resolver, name);
    if (path !== undefined) return path;
  }
  return undefined;
}

function found<TAdapter>(
  name: string,
  platform: Platform,
  exported: unknown,
  { platforms, isAdapter, broken }: PlatformSearch<TAdapter>,
  loader: Pick<PlatformLoader, 'resolvers'>,
): FoundPlatform<TAdapter> {
  const Adapter = isObjectOrFunction(exported) ? exported[platform.adapter] : undefined;
  if (!isAdapter(Adapter)) throw broken(name, new TypeError(`${name} does not export ${platform.adapter}.`));
  return { name, Adapter, other: otherThan(platform, platforms, loader) };
}

function otherThan(
  chosen: Platform,
  platforms: readonly Platform[],
  loader: Pick<PlatformLoader, 'resolvers'>,
): FoundPlatform<never>['other'] {
  for (const { names, adapter } of platforms.filter((platform) => platform !== chosen)) {
    const name = names.find((each) => pathOf(each, loader) !== undefined);
    if (name !== undefined) return { name, adapter };
  }
  return undefined;
}
