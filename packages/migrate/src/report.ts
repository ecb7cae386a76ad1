import type { PackageMigration } from './migrate-package.js';
import type { ManifestChange } from './rewrite-manifest.js';
import { upgradeNotes } from './upgrade-notes.js';
import { labelOf, type Workspace } from './workspace.js';

/** The findings and changes of one package. */
export function* reportPackage(workspace: Workspace, migration: PackageMigration, write: boolean): Generator<string> {
  const { folder, before, rewritten, findings, settings, hasSources, installed } = migration;
  yield* reportChanges(labelOf(workspace, folder), rewritten.changes, write);
  const notes = upgradeNotes(before, (name) => installed.manifestOf(name));
  if (notes.length > 0) yield `\n${notes.join('\n')}`;
  if (rewritten.missing.length > 0) yield '\nDependencies that are not available in Portico:';
  for (const { name, why } of rewritten.missing) yield `  ${name}: ${why}`;
  if (findings.length > 0) yield '\nNot available in Portico:';
  else if (hasSources) yield '\nThe sources use nothing that Portico does not have.';
  for (const { file, line, message } of findings) yield `  ${file}:${line}  ${message}`;
  if (settings.length > 0) yield '\nTo change by hand:';
  for (const { file, line, message } of settings) yield `  ${file}:${line}  ${message}`;
}

/** The changes of one package.json. */
export function* reportChanges(label: string, changes: readonly ManifestChange[], write: boolean): Generator<string> {
  if (changes.length === 0) yield `${label}: nothing to change.`;
  else yield write ? `${label} is rewritten:` : `${label}, to be rewritten with --write:`;
  for (const { what, from, to } of changes) yield `  ${what}: ${from === undefined ? to : `${from} -> ${to}`}`;
}

/** The entries of npm's lockfile that have to be resolved again. */
export function* reportLocked(paths: readonly string[], write: boolean): Generator<string> {
  if (paths.length === 0) return;
  yield write ? 'package-lock.json is rewritten:' : 'package-lock.json, to be rewritten with --write:';
  for (const path of paths) yield `  ${path}: removed, so that npm installs the alias in its place`;
}

/** The result of a run. */
interface NextSteps {
  readonly changed: boolean;
  readonly write: boolean;
  /** Whether the commands are run now. */
  readonly install: boolean;
  /** Whether there is something that only the user can change. */
  readonly byHand: boolean;
  /** Packages of NestJS that are installed under names that packages of Portico now have. */
  readonly originals: readonly string[];
}

/** The next steps for the user. */
export function* reportNext(
  commands: readonly string[],
  { changed, write, install, byHand, originals }: NextSteps,
): Generator<string> {
  if (!changed && originals.length === 0) {
    yield byHand
      ? '\nNext:\n  change what is listed above, then run your tests'
      : '\nNothing is left to do: run your tests.';
    return;
  }
  if (originals.length > 0) {
    yield `\nStill installed from NestJS: ${originals.join(', ')}. The commands below replace ${originals.length > 1 ? 'them' : 'it'}.`;
  }
  yield install ? '\nInstalling with:' : '\nNext:';
  if (changed && !write) yield '  run this again with --write; --write --install also runs the commands below';
  for (const command of commands) yield `  ${command}`;
  if (install) yield '\nThen:';
  if (byHand) yield '  change what is listed above';
  yield '  run your tests, and start the application';
}
