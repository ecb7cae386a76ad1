import semver from 'semver';
import { type Dependencies, FIELDS, type Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';
import type { ManifestChange } from './rewrite-manifest.js';

const aliases = new Set(offeredPackages.map(({ alias }) => alias));

/**
 * Overrides for modules whose peer ranges end before 12, so that npm installs them without `--legacy-peer-deps`. npm reads
 * them in the package.json of the workspace's root only.
 *
 * @param root the package.json to which they are added
 * @param users the package.json files of the packages that use the modules
 * @param peersOf returns the peer dependencies of a module, or none if they are not known
 */
export function addPeerOverrides(
  root: Manifest,
  users: readonly Manifest[],
  peersOf: (name: string) => Dependencies,
): { manifest: Manifest; changes: ManifestChange[] } {
  const overrides: Record<string, unknown> = { ...root.overrides };
  const changes: ManifestChange[] = [];
  const named = new Set(FIELDS.flatMap((field) => Object.keys(root[field] ?? {})));
  for (const user of users) {
    const used = new Set(FIELDS.flatMap((field) => Object.keys(user[field] ?? {})));
    for (const name of used) {
      if (aliases.has(name) || name in overrides) continue;
      const peers = Object.entries(peersOf(name)).flatMap(([peer, range]) =>
        used.has(peer) && peer.startsWith('@nestjs/') && !fits(range, rangeIn(user, peer)) ? [peer] : [],
      );
      if (peers.length === 0) continue;
      // `$name` means the version that the root itself asks for; a package of a workspace may ask where the root does not.
      const to = Object.fromEntries(peers.map((peer) => [peer, named.has(peer) ? `$${peer}` : rangeIn(user, peer)]));
      overrides[name] = to;
      changes.push({ what: `overrides ${name}`, from: undefined, to: JSON.stringify(to) });
    }
  }
  return { manifest: changes.length > 0 ? { ...root, overrides } : root, changes };
}

function rangeIn(manifest: Manifest, name: string): string {
  return FIELDS.map((field) => manifest[field]?.[name]).find((range) => range !== undefined) ?? '*';
}

/** Whether the version of the application is in a peer range. If it is not a range but, for example, a tag, npm decides. */
export function fits(peerRange: string, range: string): boolean {
  const has = range.startsWith('npm:@portico/') ? '12.x' : range;
  if (semver.validRange(peerRange) === null || semver.validRange(has) === null) return true;
  return semver.intersects(peerRange, has);
}
