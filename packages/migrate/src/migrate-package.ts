import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { additionsFor } from './additions.js';
import { fixedVersions } from './fixed-versions.js';
import { InstalledPackages } from './installed-packages.js';
import { jestSettings } from './jest-settings.js';
import type { Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';
import { type RewrittenManifest, rewriteManifest } from './rewrite-manifest.js';
import { type Finding, scanSource } from './scan-source.js';
import { sourceFiles } from './source-files.js';
import type { Workspace } from './workspace.js';

/** The changes that one package of a workspace needs. */
export interface PackageMigration {
  readonly folder: string;
  /** The original package.json. */
  readonly before: Manifest;
  readonly rewritten: RewrittenManifest;
  readonly findings: readonly Finding[];
  /** Lines that have to change in the configuration of other tools. */
  readonly settings: readonly Finding[];
  /** Whether the package has source files. The root of a workspace often has none. */
  readonly hasSources: boolean;
  /** Packages of NestJS that are installed under names that packages of Portico now have. */
  readonly originals: readonly string[];
  readonly installed: InstalledPackages;
}

/**
 * Reads a package and determines its changes. It does not write anything.
 *
 * @param nested folders of packages inside this one, whose files are not read
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
    settings: [...fixedVersions(workspace.root, folder, before), ...jestSettings(workspace.root, folder)],
    hasSources: files.length > 0,
    originals: offeredPackages.flatMap(({ alias, name }) => {
      const there = installed.inNodeModules(alias)?.name;
      return there === undefined || there === name ? [] : [alias];
    }),
    installed,
  };
}

/** Writes a package.json with the indentation and the line breaks that it had. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const file = join(folder, 'package.json');
  const before = readFileSync(file, 'utf8');
  const indentation = /^[ \t]+/m.exec(before)?.[0] ?? '  ';
  const lines = JSON.stringify(manifest, null, indentation) + (before.endsWith('\n') ? '\n' : '');
  writeFileSync(file, before.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines);
}
