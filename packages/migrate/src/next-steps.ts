import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { hasCommonLockFile } from './locked-versions.js';
import type { Manifest } from './manifest.js';
import { aliasesIn } from './rewrite-manifest.js';
import type { PackageManager, Workspace } from './workspace.js';

/** A command and the folder in which it runs. */
export interface Command {
  readonly folder: string;
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The commands that install what a rewritten package.json asks for. npm keeps an installed NestJS 12 for an alias, because its
 * version is in range; naming the aliases on the command line replaces it. pnpm and yarn compare names, and need no more
 * than an installation, and so does a workspace of npm, whose lockfile no longer names NestJS.
 */
export function installCommands(workspace: Workspace, folder: string, manifest: Manifest): Command[] {
  const { root, manager } = workspace;
  if (manager !== 'npm' || hasCommonLockFile(workspace)) {
    return [{ folder: root, program: PROGRAMS[manager], args: ['install'] }];
  }
  const member = folder === root ? [] : [`--workspace=${relative(root, folder)}`];
  return SAVED.flatMap(([field, save]) => {
    const aliases = aliasesIn(manifest, field);
    return aliases.length > 0
      ? [{ folder: root, program: 'npm', args: ['install', ...member, ...save, ...aliases] }]
      : [];
  });
}

/** The fields, with the options that make npm save into them. */
const SAVED = [
  ['dependencies', []],
  ['devDependencies', ['--save-dev']],
  ['optionalDependencies', ['--save-optional']],
] as const;

const PROGRAMS: Readonly<Record<PackageManager, string>> = {
  npm: 'npm',
  pnpm: 'pnpm',
  yarn: 'yarn',
  'yarn-classic': 'yarn',
};

export function shownAs({ program, args }: Command): string {
  return [program, ...args].join(' ');
}

/** Removes duplicates, because packages of one workspace often need the same command. */
export function unique(commands: readonly Command[]): Command[] {
  return [...new Map(commands.map((command) => [shownAs(command), command])).values()];
}

/** Runs the commands one after the other and shows their output. Returns whether all of them succeeded. */
export function runCommands(commands: readonly Command[], print: (text: string) => void): boolean {
  return commands.every((command) => {
    print(`\n> ${shownAs(command)}`);
    const { status } = spawnSync(command.program, command.args, { cwd: command.folder, stdio: 'inherit' });
    if (status !== 0)
      print(`The command failed; package.json is rewritten. Fix the cause, then run: ${shownAs(command)}`);
    return status === 0;
  });
}
