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

/** Whether what a platform exports is its adapter class. */
type AdapterGuard<TAdapter> = (exported: unknown) => exported is TAdapter;

/** How packages are loaded; replaced in tests. */
export interface PlatformLoader {
  /** Imports by name, as the package that looks for platforms sees them, or by path. */
  import(specifier: string): Promise<unknown>;
  /** Returns where that package sees others, then where the application does. */
  resolvers(): readonly PackageResolver[];
}

/** Thrown for a platform that is installed and cannot be loaded, which must not look like one that is not installed. */
export class BrokenPlatform extends Error {
  constructor(
    readonly platform: string,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
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
 * Finds the first platform that is installed, in order of preference.
 *
 * @typeParam TAdapter its adapter class
 * @returns `undefined` if there is none
 * @throws BrokenPlatform
 */
export async function findPlatform<TAdapter>(
  platforms: readonly Platform[],
  isAdapter: AdapterGuard<TAdapter>,
  loader: PlatformLoader,
): Promise<FoundPlatform<TAdapter> | undefined> {
  for (const platform of platforms) {
    for (const name of platform.names) {
      const exported = await importInstalled(name, loader);
      if (exported === undefined) continue;
      const Adapter = adapterOf(name, platform, exported, isAdapter);
      return { name, Adapter, other: otherThan(platform, platforms, loader) };
    }
  }
  return undefined;
}

/** Does the same as {@link findPlatform}, for callers that cannot await. */
export function findPlatformSync<TAdapter>(
  platforms: readonly Platform[],
  isAdapter: AdapterGuard<TAdapter>,
  loader: Pick<PlatformLoader, 'resolvers'>,
): FoundPlatform<TAdapter> | undefined {
  for (const platform of platforms) {
    for (const name of platform.names) {
      const path = pathOf(name, loader);
      if (path === undefined) continue;
      const Adapter = adapterOf(name, platform, requireFile(name, path), isAdapter);
      return { name, Adapter, other: otherThan(platform, platforms, loader) };
    }
  }
  return undefined;
}

function requireFile(name: string, path: string): unknown {
  try {
    return createRequire(import.meta.url)(path);
  } catch (error) {
    throw new BrokenPlatform(name, error);
  }
}

async function importInstalled(name: string, loader: PlatformLoader): Promise<unknown> {
  const seen = await attempt(name, () => loader.import(name));
  if (seen !== undefined) return seen;
  const path = pathOf(name, loader);
  return path === undefined ? undefined : attempt(name, () => loader.import(pathToFileURL(path).href));
}

async function attempt(name: string, load: () => Promise<unknown>): Promise<unknown> {
  try {
    return await load();
  } catch (error) {
    if (isPackageAbsent(name, error)) return undefined;
    throw new BrokenPlatform(name, error);
  }
}

function pathOf(name: string, loader: Pick<PlatformLoader, 'resolvers'>): string | undefined {
  for (const resolver of loader.resolvers()) {
    const path = resolvePackage(resolver, name);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** @throws BrokenPlatform if it does not export its adapter */
function adapterOf<TAdapter>(
  name: string,
  { adapter }: Platform,
  exported: unknown,
  isAdapter: AdapterGuard<TAdapter>,
): TAdapter {
  const Adapter = isObjectOrFunction(exported) ? exported[adapter] : undefined;
  if (isAdapter(Adapter)) return Adapter;
  throw new BrokenPlatform(name, new TypeError(`${name} does not export ${adapter}.`));
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
