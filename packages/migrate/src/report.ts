import type { PackageMigration } from './migrate-package.js';
import type { ManifestChange } from './rewrite-manifest.js';
import { upgradeNotes } from './upgrade-notes.js';
import { labelOf, type Workspace } from './workspace.js';

/** What was found and changed in one package. */
export function* reportPackage(workspace: Workspace, migration: PackageMigration, write: boolean): Generator<string> {
  const { folder, before, rewritten, findings } = migration;
  yield* reportChanges(labelOf(workspace, folder), rewritten.changes, write);
  const notes = upgradeNotes(before);
  if (notes.length > 0) yield `\n${notes.join('\n')}`;
  if (rewritten.missing.length > 0) yield '\nDependencies that are not offered:';
  for (const { name, why } of rewritten.missing) yield `  ${name}: ${why}`;
  yield findings.length === 0 ? '\nThe sources use nothing that is not offered.' : '\nNot offered:';
  for (const { file, line, message } of findings) yield `  ${file}:${line}  ${message}`;
}

/** What changes in one package.json. */
export function* reportChanges(label: string, changes: readonly ManifestChange[], write: boolean): Generator<string> {
  if (changes.length === 0) yield `${label}: nothing to change.`;
  else yield write ? `${label} is rewritten:` : `${label}, to be rewritten with --write:`;
  for (const { what, from, to } of changes) yield `  ${what}: ${from === undefined ? to : `${from} -> ${to}`}`;
}

/** What to do now. */
export function* reportNext(
  commands: readonly string[],
  { changed, write, originals }: { changed: boolean; write: boolean; originals: readonly string[] },
): Generator<string> {
  if (!changed && originals.length === 0) {
    yield '\nNothing is left to do: run your tests.';
    return;
  }
  if (originals.length > 0) {
    yield `\nInstalled from NestJS still: ${originals.join(', ')}. npm keeps them for an alias, since their version fits.`;
  }
  yield '\nNext:';
  if (changed && !write) yield '  run this again with --write, or with --write --install, which also runs what follows';
  for (const command of commands) yield `  ${command}`;
  yield '  run your tests, and start the application';
}
