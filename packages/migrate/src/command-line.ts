import { parseArgs } from 'node:util';

export const USAGE = `Usage: portico-migrate <folder> [--write [--install]] [--check]

Reports how the package.json of an application, or of each package of a workspace, changes, and what its sources use
of NestJS that Portico does not have. Without options nothing is changed.

  --write     rewrite package.json
  --install   then run the command that replaces what is installed
  --check     for CI: exit with 1 if anything is left to do`;

export interface CommandLine {
  readonly folder: string;
  readonly write: boolean;
  readonly install: boolean;
  readonly check: boolean;
}

/** Parses the arguments. Returns `undefined` if they are not valid. */
export function parseCommandLine(args: readonly string[]): CommandLine | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { write: { type: 'boolean' }, install: { type: 'boolean' }, check: { type: 'boolean' } },
    });
    const { write = false, install = false, check = false } = values;
    const [folder] = positionals;
    if (!folder || positionals.length > 1 || (check && write) || (install && !write)) return undefined;
    return { folder, write, install, check };
  } catch {
    return undefined;
  }
}
