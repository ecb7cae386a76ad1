import { acceptsMajor } from './accepts-major.js';
import { notOffered, type OfferedPackage, offeredPackages } from './packages.js';

type Dependencies = Record<string, string>;
type Overrides = Record<string, unknown>;

export interface Manifest {
  dependencies?: Dependencies;
  devDependencies?: Dependencies;
  peerDependencies?: Dependencies;
  overrides?: Overrides;
  [field: string]: unknown;
}

export interface ManifestChange {
  /** `dependencies @nestjs/core` */
  readonly what: string;
  readonly from: string | undefined;
  readonly to: string;
}

export interface RewrittenManifest {
  readonly manifest: Manifest;
  readonly changes: readonly ManifestChange[];
  /** Dependencies that nothing takes the place of, with what to do. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
}

const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies'] as const;

/**
 * Puts the aliases into a package.json. A third-party module whose peer range ends before our major gets an override, so
 * that npm installs it without `--legacy-peer-deps`.
 *
 * @param peersOf the peer dependencies of an installed module; empty when it is not installed
 */
export function rewriteManifest(manifest: Manifest, peersOf: (name: string) => Dependencies): RewrittenManifest {
  const rewritten: Manifest = { ...manifest };
  const changes: ManifestChange[] = [];
  const missing: { name: string; why: string }[] = [];
  const aliases = new Map(offeredPackages.map((offered) => [offered.alias, offered]));

  for (const field of FIELDS) {
    const dependencies = manifest[field];
    if (!dependencies) continue;
    const replaced = { ...dependencies };
    for (const [name, from] of Object.entries(dependencies)) {
      const why = notOffered[name];
      if (why) missing.push({ name, why });
      const to = aliases.get(name)?.specifier;
      // A library's peers are ranges of what it is given: an alias means nothing there.
      if (to === undefined || to === from || field === 'peerDependencies') continue;
      replaced[name] = to;
      changes.push({ what: `${field} ${name}`, from, to });
    }
    rewritten[field] = replaced;
  }

  const overrides = { ...manifest.overrides };
  const installed = new Set(FIELDS.flatMap((field) => Object.keys(rewritten[field] ?? {})));
  for (const name of installed) {
    if (aliases.has(name)) continue;
    const tooOld = peersThatEndEarly(peersOf(name), aliases, installed);
    if (tooOld.length === 0 || name in overrides) continue;
    overrides[name] = Object.fromEntries(tooOld.map((peer) => [peer, `$${peer}`]));
    changes.push({ what: `overrides ${name}`, from: undefined, to: JSON.stringify(overrides[name]) });
  }
  if (Object.keys(overrides).length > 0) rewritten.overrides = overrides;
  return { manifest: rewritten, changes, missing };
}

/** The peers that the application has directly, and that are newer there than a module expects. */
function peersThatEndEarly(
  peers: Dependencies,
  aliases: ReadonlyMap<string, OfferedPackage>,
  installed: ReadonlySet<string>,
): string[] {
  return Object.entries(peers).flatMap(([peer, range]) =>
    aliases.has(peer) && installed.has(peer) && !acceptsMajor(range, 12) ? [peer] : [],
  );
}
