import { basename, dirname, resolve } from 'node:path';
import { applicationFiles, type ProjectFiles } from './application-files.js';
import { askApplication, askPlatform } from './ask-choices.js';
import { type CommandLine, parseCommandLine, USAGE } from './command-line.js';
import { ownVersion } from './own-version.js';
import { install, type PackageManager, packageManager, scriptCommand } from './package-manager.js';
import { platformFiles } from './platform-files.js';
import { UsageError } from './usage-error.js';
import { writeProject } from './write-project.js';

/**
 * The command `npm create portico@latest`: asks, writes an application or a platform package, installs it and says how
 * to go on.
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
  const manager = packageManager();
  const { folder, files: ownFiles, summary } = await projectFor(commandLine, manager);
  const files = withManagerFiles(ownFiles, manager);
  const target = resolve(folder);
  writeProject(target, files);
  console.log(`Wrote ${files.size} files into ${folder}: ${summary}.`);

  if (commandLine.install) console.log(`Installing with ${manager.name} ...`);
  const installed = commandLine.install && (await install(manager.name, target));
  if (commandLine.install && !installed) {
    console.error(
      `create-portico: the installation failed; the files are complete. Try again: cd ${quoted(folder)} && ${manager.name} install`,
    );
    return 1;
  }
  console.log(nextSteps(commandLine, folder, manager, installed));
  return 0;
}

interface Project {
  readonly folder: string;
  readonly files: ProjectFiles;
  /** Describes the choices in one line. */
  readonly summary: string;
}

async function projectFor(commandLine: CommandLine, manager: PackageManager): Promise<Project> {
  if (commandLine.project === 'platform') {
    const { folder, kind } = await askPlatform(commandLine);
    const files = platformFiles({ name: packageName(folder), kind });
    return { folder, files, summary: `${kind === 'http' ? 'an HTTP' : 'a WebSocket'} platform` };
  }
  const { folder, http, ws } = await askApplication(commandLine);
  const files = applicationFiles({ name: packageName(folder), http, ws, manager });
  return { folder, files, summary: `${http}, ${ws === 'none' ? 'no gateways' : ws}` };
}

/** Yarn 2 and later would not write `node_modules`, which the Dockerfile copies and `check-types.mjs` reads. */
function withManagerFiles(files: ProjectFiles, { name, major }: PackageManager): ProjectFiles {
  if (name !== 'yarn' || major === '1') return files;
  const ignored = files.get('.gitignore') ?? '';
  return new Map([
    ...files,
    ['.yarnrc.yml', 'nodeLinker: node-modules\n'],
    ['.gitignore', `${ignored}.yarn/install-state.gz\n`],
  ]);
}

function nextSteps({ project }: CommandLine, folder: string, manager: PackageManager, installed: boolean): string {
  const steps = [
    ...(folder === '.' ? [] : [`cd ${quoted(folder)}`]),
    ...(installed ? [] : [`${manager.name} install`]),
    ...(project === 'application' ? [scriptCommand(manager, 'dev')] : []),
    scriptCommand(manager, 'test'),
  ];
  return ['', 'Next:', ...steps.map((step) => `  ${step}`)].join('\n');
}

/** The folder as a shell reads it. */
function quoted(folder: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(folder)) return folder;
  // Within double quotes, a shell would replace these.
  return /["$`!]/.test(folder) ? `'${folder.replaceAll("'", "'\\''")}'` : `"${folder}"`;
}

/** Makes a name that npm accepts from the name of the folder, and from the folder above if that is a scope: `@me/my-app`. */
function packageName(folder: string): string {
  const target = resolve(folder);
  const name = nameForNpm(basename(target)) || 'my-app';
  const scope = basename(dirname(target));
  return scope.startsWith('@') && nameForNpm(scope) !== '' ? `@${nameForNpm(scope)}/${name}` : name;
}

function nameForNpm(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
    .slice(0, 214);
}
