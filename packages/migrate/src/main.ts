import { join, resolve } from 'node:path';
import { type CommandLine, parseCommandLine, USAGE } from './command-line.js';
import { lockedOriginals, removeLocked } from './locked-versions.js';
import { InvalidManifestError, type Manifest, readManifest } from './manifest.js';
import { migratePackage, type PackageMigration, writeManifest } from './migrate-package.js';
import { installCommands, runCommands, shownAs, unique } from './next-steps.js';
import { addPeerOverrides } from './peer-overrides.js';
import { reportChanges, reportLocked, reportNext, reportPackage } from './report.js';
import { isLeftOnNestJs, type ManifestChange, usesNestJs } from './rewrite-manifest.js';
import { nestedPackages } from './source-files.js';
import { findWorkspace, labelOf, type Workspace } from './workspace.js';

/** The exit codes. */
const DONE = 0;
const LEFT_TO_DO = 1;
const WRONG_USE = 2;

/**
 * Runs the command.
 *
 * @returns the exit code: 0; 1 if the application uses something that Portico does not have, an installation failed, or `--check` found
 *   something left to do; 2 if the arguments are not valid
 */
export function main(args: readonly string[], print: (text: string) => void): number {
  const commandLine = parseCommandLine(args);
  if (!commandLine) {
    print(USAGE);
    return WRONG_USE;
  }
  const folder = resolve(commandLine.folder);
  try {
    if (readManifest(folder)) return migrate({ ...commandLine, folder }, print);
    print(`${join(folder, 'package.json')} is missing. Give the folder of an application.`);
  } catch (error) {
    if (!(error instanceof InvalidManifestError)) throw error;
    print(error.message);
  }
  return WRONG_USE;
}

function migrate({ folder, write, install, check }: CommandLine, print: (text: string) => void): number {
  const workspace = findWorkspace(folder);
  const migrations = packagesFor(workspace, folder);
  for (const migration of migrations) {
    for (const line of reportPackage(workspace, migration, write)) print(line);
  }
  const overrides = overridesFor(workspace, migrations);
  if (overrides.changes.length > 0) {
    for (const line of reportChanges(`overrides in ${labelOf(workspace, workspace.root)}`, overrides.changes, write))
      print(line);
  }
  const locked = migrations.some(({ rewritten }) => usesNestJs(rewritten.manifest)) ? lockedOriginals(workspace) : [];
  for (const line of reportLocked(locked, write)) print(line);
  for (const note of notesOn(workspace, migrations)) print(`\n${note}`);
  if (write) writeAll(workspace, migrations, overrides);
  if (write && locked.length > 0) removeLocked(workspace, locked);

  const changed =
    overrides.changes.length > 0 ||
    locked.length > 0 ||
    migrations.some(({ rewritten }) => rewritten.changes.length > 0);
  const originals = [...new Set(migrations.flatMap((migration) => migration.originals))];
  const commands = unique(
    migrations.flatMap(({ folder: member, rewritten }) => installCommands(workspace, member, rewritten.manifest)),
  );
  const byHand = migrations.some(({ findings, settings }) => findings.length + settings.length > 0);
  const steps = { changed, write, install, byHand, originals };
  for (const line of reportNext(commands.map(shownAs), steps)) print(line);
  if (install && (changed || originals.length > 0) && !runCommands(commands, print)) return LEFT_TO_DO;
  const notOffered = byHand || migrations.some(({ rewritten }) => rewritten.missing.length > 0);
  return notOffered || (check && (changed || originals.length > 0)) ? LEFT_TO_DO : DONE;
}

/** Returns all packages that use NestJS if the folder is the root of a workspace, and otherwise the package of the folder. */
function packagesFor(workspace: Workspace, folder: string): PackageMigration[] {
  const asked = folder === workspace.root ? workspace.packages : [folder];
  const using = asked.filter((member) => member === folder || usesNestJs(readManifest(member) ?? {}));
  return using.map((member) => {
    const nested = workspace.packages.filter((other) => other !== member && other.startsWith(join(member, '/')));
    // Members of a workspace have a package.json.
    return migratePackage(workspace, member, readManifest(member) as Manifest, nested);
  });
}

interface Overrides {
  readonly manifest: Manifest;
  readonly changes: readonly ManifestChange[];
}

/** npm rejects peer dependencies that do not match; pnpm and yarn only warn about them. */
function overridesFor(workspace: Workspace, migrations: readonly PackageMigration[]): Overrides {
  const rewrittenRoot = migrations.find(({ folder }) => folder === workspace.root)?.rewritten.manifest;
  const root = rewrittenRoot ?? readManifest(workspace.root) ?? {};
  if (workspace.manager !== 'npm' || !workspace.installsPeers) return { manifest: root, changes: [] };
  const peersOf = (name: string) =>
    migrations.map(({ installed }) => installed.manifestOf(name)?.peerDependencies).find((peers) => peers) ?? {};
  return addPeerOverrides(
    root,
    migrations.map(({ rewritten }) => rewritten.manifest),
    peersOf,
  );
}

function notesOn(
  { root, packages, manager, installsPeers }: Workspace,
  migrations: readonly PackageMigration[],
): string[] {
  const uses = migrations.some(({ before }) => usesNestJs(before));
  const unreadable = uses
    ? migrations.flatMap(({ installed }) => installed.unreadable ?? [])
    : ['There are no dependencies on NestJS.'];
  const peers =
    !uses || (manager === 'npm' && installsPeers)
      ? []
      : [
          `No overrides are needed: ${manager === 'npm' ? 'with legacy-peer-deps npm' : manager} does not refuse peer ranges.`,
        ];
  const others = migrations
    .flatMap(({ folder }) => nestedPackages(folder))
    .filter((each) => !packages.includes(each) && isOnNestJs(each))
    .map(
      (each) =>
        `${labelOf({ root }, each)} uses NestJS, but is not a member of a workspace: run this in its folder, too.`,
    );
  const migrated = new Set(migrations.map(({ folder }) => folder));
  const staying = packages
    .filter((member) => !migrated.has(member) && isLeftOnNestJs(readManifest(member) ?? {}))
    .map((member) => labelOf({ root }, member));
  const shared =
    staying.length === 0
      ? []
      : [
          `${listed(staying)} still ${staying.length > 1 ? 'install' : 'installs'} NestJS. Modules that the packages share would use it: run this at the root of the workspace.`,
        ];
  return [...new Set([...unreadable.slice(0, 1), ...peers, ...others, ...shared])];
}

/** Writes a list as in a sentence: `a, b and c`. */
function listed(names: readonly string[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

function isOnNestJs(folder: string): boolean {
  try {
    return usesNestJs(readManifest(folder) ?? {});
  } catch {
    return false; // a fixture of a test may be invalid on purpose
  }
}

function writeAll(workspace: Workspace, migrations: readonly PackageMigration[], overrides: Overrides): void {
  for (const { folder, rewritten } of migrations) {
    if (folder !== workspace.root && rewritten.changes.length > 0) writeManifest(folder, rewritten.manifest);
  }
  const root = migrations.find(({ folder }) => folder === workspace.root);
  if (overrides.changes.length > 0 || (root && root.rewritten.changes.length > 0)) {
    writeManifest(workspace.root, overrides.manifest);
  }
}
