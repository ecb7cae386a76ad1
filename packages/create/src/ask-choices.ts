import * as prompts from '@clack/prompts';
import type { CommandLine } from './command-line.js';
import { HTTP_PLATFORMS, WEBSOCKET_PLATFORMS } from './platforms.js';
import { UsageError } from './usage-error.js';

/** Everything that has to be known before files are written. */
export type Choices = Required<Pick<CommandLine, 'folder' | 'http' | 'ws'>>;

const DEFAULTS: Choices = { folder: 'my-app', http: 'express', ws: 'socket.io' };

/**
 * Asks for what the command line left open. Without a terminal, or with `--yes`, takes the default values.
 *
 * @throws UsageError when the user cancels
 */
export async function askChoices(given: CommandLine): Promise<Choices> {
  if (given.yes || !process.stdin.isTTY) return { ...DEFAULTS, ...withoutUndefined(given) };
  return {
    folder: given.folder ?? (await answer(prompts.text({ message: 'Folder', initialValue: DEFAULTS.folder }))),
    http:
      given.http ?? (await answer(prompts.select({ message: 'HTTP platform', options: optionsOf(HTTP_PLATFORMS) }))),
    ws:
      given.ws ??
      (await answer(prompts.select({ message: 'WebSocket platform', options: optionsOf(WEBSOCKET_PLATFORMS) }))),
  };
}

function optionsOf<Name extends string>(names: readonly Name[]) {
  return names.map((value) => ({ value, label: LABELS[value] ?? value }));
}

const LABELS: Readonly<Record<string, string>> = {
  express: 'Express',
  fastify: 'Fastify',
  ws: 'ws (plain WebSockets)',
  none: 'none (HTTP only)',
};

async function answer<Value>(asked: Promise<Value>): Promise<Exclude<Value, symbol>> {
  const value = await asked;
  if (prompts.isCancel(value)) throw new UsageError('Cancelled. Nothing was written.');
  return value as Exclude<Value, symbol>;
}

function withoutUndefined({ folder, http, ws }: CommandLine): Partial<Choices> {
  return Object.fromEntries(Object.entries({ folder, http, ws }).filter(([, value]) => value !== undefined));
}
