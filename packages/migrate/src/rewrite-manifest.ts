import semver from 'semver';
import { FIELDS, type Manifest } from './manifest.js';
import { notOffered, type OfferedPackage, offeredPackages } from './packages.js';

export interface ManifestChange {
  /** `dependencies @nestjs/core` */
  readonly what: string;
  readonly from: string | undefined;
  readonly to: string;
}

export interface RewrittenManifest {
  readonly manifest: Manifest;
  readonly changes: readonly ManifestChange[];
  /** Dependencies that no package of Portico replaces, with advice for each. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
}

const aliases = new Map(offeredPackages.map((offered) => [offered.alias, offered]));

/**
 * Writes the aliases into a package.json, and adds the dependencies that are needed besides them.
 *
 * @param additions ranges by name, for `dependencies`. Dependencies that the application already has are not changed.
 */
export function rewriteManifest(
  manifest: Manifest,
  additions: Readonly<Record<string, string>> = {},
): RewrittenManifest {
  const rewritten: Manifest = { ...manifest };
  const changes: ManifestChange[] = [];
  const missing: { name: string; why: string }[] = [];
  for (const field of FIELDS) {
    const dependencies = manifest[field];
    if (!dependencies) continue;
    const replaced = { ...dependencies };
    for (const [name, from] of Object.entries(dependencies)) {
      const why = notOffered[name];
      if (why) missing.push({ name, why });
      const offered = aliases.get(name);
      // Peer dependencies of a library are ranges, in which an alias has no meaning.
      if (!offered || field === 'peerDependencies' || isOfThisMajor(from, offered)) continue;
      const to = offered.specifier;
      replaced[name] = to;
      changes.push({ what: `${field} ${name}`, from, to });
    }
    rewritten[field] = replaced;
  }
  const present = new Set(FIELDS.flatMap((field) => Object.keys(manifest[field] ?? {})));
  for (const [name, to] of Object.entries(additions)) {
    if (present.has(name)) continue;
    rewritten.dependencies = { ...rewritten.dependencies, [name]: to };
    changes.push({ what: `dependencies ${name}`, from: undefined, to });
  }
  return { manifest: rewritten, changes, missing };
}

/** Whether a dependency is the alias already. Its range is that of the user, or of an update. */
function isOfThisMajor(specifier: string, { name, specifier: ours }: OfferedPackage): boolean {
  if (!specifier.startsWith(`npm:${name}@`)) return false;
  const rangeOf = (text: string): string => text.slice(`npm:${name}@`.length);
  const range = rangeOf(specifier);
  return semver.validRange(range) === null || semver.intersects(range, rangeOf(ours));
}

/** Whether an application uses a package that Portico replaces. */
export function usesNestJs(manifest: Manifest): boolean {
  return FIELDS.some((field) => Object.keys(manifest[field] ?? {}).some((name) => aliases.has(name)));
}

/** Whether an application has a dependency that would be replaced by an alias. */
export function isLeftOnNestJs(manifest: Manifest): boolean {
  return rewriteManifest(manifest).changes.length > 0;
}

/** The aliases of a package.json, by the field in which they are. */
export function aliasesIn(
  manifest: Manifest,
  field: 'dependencies' | 'devDependencies' | 'optionalDependencies',
): string[] {
  return Object.entries(manifest[field] ?? {}).flatMap(([name, specifier]) =>
    aliases.has(name) ? [`${name}@${specifier}`] : [],
  );
}
