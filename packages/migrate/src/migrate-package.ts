import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { additionsFor } from './additions.js';
import { InstalledPackages } from './installed-packages.js';
import { jestSettings } from './jest-settings.js';
import type { Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';
import { type RewrittenManifest, rewriteManifest } from './rewrite-manifest.js';
import { type Finding, scanSource } from './scan-source.js';
import { sourceFiles } from './source-files.js';
import type { Workspace } from './workspace.js';

/** What moving one package of a workspace over means. */
export interface PackageMigration {
  readonly folder: string;
  /** The package.json as it was. */
  readonly before: Manifest;
  readonly rewritten: RewrittenManifest;
  readonly findings: readonly Finding[];
  /** Lines of other tools' configuration that have to change. */
  readonly settings: readonly Finding[];
  /** Whether the package has sources at all: the root of a workspace often has none. */
  readonly hasSources: boolean;
  /** Packages of NestJS that are installed under names that belong to Portico now. */
  readonly originals: readonly string[];
  readonly installed: InstalledPackages;
}

/**
 * Reads a package and decides what changes; writes nothing.
 *
 * @param nested folders of packages within this one, whose sources are theirs
 */
export function migratePackage(
  workspace: Workspace,
  folder: string,
  before: Manifest,
  nested: readonly string[],
): PackageMigration {
  const files = [...sourceFiles(folder)].filter((file) => !nested.some((inner) => file.startsWith(join(inner, '/'))));
  const sources = files.map((file) => ({ file: relative(workspace.root, file), text: readFileSync(file, 'utf8') }));
  const installed = new InstalledPackages(workspace, folder);
  const additions = additionsFor(
    before,
    sources.map(({ text }) => text),
    workspace.installsPeers,
  );
  const rewritten = rewriteManifest(before, additions);
  return {
    folder,
    before,
    rewritten,
    findings: sources.flatMap(({ file, text }) => scanSource(file, text)),
    settings: jestSettings(workspace.root, folder),
    hasSources: files.length > 0,
    originals: offeredPackages.flatMap(({ alias, name }) => {
      const there = installed.inNodeModules(alias)?.name;
      return there === undefined || there === name ? [] : [alias];
    }),
    installed,
  };
}

/** Writes a package.json, and keeps the indentation and the last line break of the file. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const file = join(folder, 'package.json');
  const before = readFileSync(file, 'utf8');
  const indentation = /^[ \t]+/m.exec(before)?.[0] ?? '  ';
  writeFileSync(file, JSON.stringify(manifest, null, indentation) + (before.endsWith('\n') ? '\n' : ''));
}
