import { resolve } from 'node:path';
import * as prompts from '@clack/prompts';
import type { CommandLine } from './command-line.js';
import { HTTP_PLATFORMS, PLATFORM_KINDS, WEBSOCKET_PLATFORMS } from './platforms.js';
import { UsageError } from './usage-error.js';
import { folderProblem } from './write-project.js';

/** All choices that are needed to write an application. */
export type ApplicationAnswers = Required<Pick<CommandLine, 'folder' | 'http' | 'ws'>>;
/** All choices that are needed to write a platform package. */
export type PlatformAnswers = Required<Pick<CommandLine, 'folder' | 'kind'>>;

/**
 * Asks for the choices that are missing on the command line. Without a terminal, or with `--yes`, it uses the default values.
 *
 * @throws UsageError if the user cancels, or if the folder cannot be used: before the other questions
 */
export async function askApplication(given: CommandLine): Promise<ApplicationAnswers> {
  return {
    folder: await folderOf(given, 'my-app'),
    http: given.http ?? (await choose(given, 'HTTP platform', HTTP_PLATFORMS)),
    ws: given.ws ?? (await choose(given, 'WebSocket platform', WEBSOCKET_PLATFORMS)),
  };
}

/** Like {@link askApplication}, but for a platform package. */
export async function askPlatform(given: CommandLine): Promise<PlatformAnswers> {
  return {
    folder: await folderOf(given, 'my-platform'),
    kind: given.kind ?? (await choose(given, 'What the platform serves', PLATFORM_KINDS)),
  };
}

async function folderOf(given: CommandLine, initialValue: string): Promise<string> {
  if (given.folder === undefined && !isQuiet(given)) {
    const validate = (folder = ''): string | undefined => folderProblem(resolve(folder));
    return (await answer(prompts.text({ message: 'Folder', initialValue, validate }))) || '.';
  }
  const folder = given.folder === '' ? '.' : (given.folder ?? initialValue);
  const problem = folderProblem(resolve(folder));
  if (problem) throw new UsageError(problem);
  return folder;
}

/** The first name is the default value. */
async function choose<Name extends string>(
  given: CommandLine,
  message: string,
  names: readonly [Name, ...Name[]],
): Promise<Name> {
  if (isQuiet(given)) return names[0];
  const options = names.map((value) => ({ value, label: LABELS[value] ?? value }));
  // The options are these names.
  return (await answer(prompts.select<string>({ message, options }))) as Name;
}

function isQuiet({ yes }: CommandLine): boolean {
  return yes || !process.stdin.isTTY;
}

const LABELS: Readonly<Record<string, string>> = {
  express: 'Express',
  fastify: 'Fastify',
  ws: 'ws (plain WebSockets)',
  none: 'none (HTTP only)',
  http: 'HTTP',
  websocket: 'WebSockets',
};

async function answer<Value>(asked: Promise<Value>): Promise<Exclude<Value, symbol>> {
  const value = await asked;
  if (prompts.isCancel(value)) throw new UsageError('Cancelled. Nothing was written.');
  // The library marks a cancelled prompt with a symbol, which has been handled.
  return value as Exclude<Value, symbol>;
}
