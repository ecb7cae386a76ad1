import { basename, resolve } from 'node:path';
import { applicationFiles } from './application-files.js';
import { askChoices } from './ask-choices.js';
import { parseCommandLine, USAGE } from './command-line.js';
import { ownVersion } from './own-version.js';
import { install, packageManager } from './package-manager.js';
import { UsageError } from './usage-error.js';
import { writeProject } from './write-project.js';

/**
 * The command `npm create portico@latest`: asks, writes an application, installs it and says how to go on.
 *
 * @param args the command line without the program
 * @returns the exit code: 0, 1 when the installation failed, 2 for a mistake on the command line
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await create(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`create-portico: ${error.message}`);
    return 2;
  }
}

async function create(args: readonly string[]): Promise<number> {
  const commandLine = parseCommandLine(args);
  if (commandLine.show) {
    console.log(commandLine.show === 'help' ? USAGE : ownVersion());
    return 0;
  }
  const { folder, http, ws } = await askChoices(commandLine);
  const target = resolve(folder);
  const files = applicationFiles({ name: packageName(target), http, ws });
  writeProject(target, files);
  console.log(`Wrote ${files.size} files into ${folder}: ${http}, ${ws === 'none' ? 'no gateways' : ws}.`);

  const manager = packageManager();
  if (commandLine.install) console.log(`Installing with ${manager} ...`);
  const installed = commandLine.install && (await install(manager, target));
  if (commandLine.install && !installed) {
    console.error(
      `create-portico: the installation failed; the files are complete. Try again: cd ${folder} && ${manager} install`,
    );
    return 1;
  }
  console.log(nextSteps(folder, manager, installed));
  return 0;
}

function nextSteps(folder: string, manager: string, installed: boolean): string {
  const steps = [...(folder === '.' ? [] : [`cd ${folder}`]), ...(installed ? [] : [`${manager} install`])];
  return ['', 'Next:', ...[...steps, `${manager} run dev`, `${manager} test`].map((step) => `  ${step}`)].join('\n');
}

/** A name that npm accepts, made of the folder's. */
function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '');
  return name || 'my-app';
}
