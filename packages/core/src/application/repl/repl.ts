import type { REPLServer, ReplOptions } from 'node:repl';
import { ConsoleLogger } from '@portico/common';
import { NestFactory } from '../factory.js';
import type { IEntryNestModule } from '../root-module.js';
import { namedTokens, replFunctions } from './repl-functions.js';

/** At a console, only failures of the framework are logged. */
class ReplLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['error', 'fatal', 'warn'] });
  }
}

/**
 * Opens a console for an application. Providers, controllers and modules are available by name, and functions to
 * inspect them (`help()` lists these). The application closes with the console.
 *
 * @param module the root module.
 * @param replOptions of Node's `repl.start()`, or the prompt.
 *
 * @example
 * await repl(AppModule);
 * // > await get(CatsService).findAll()
 *
 * @see https://docs.nestjs.com/recipes/repl
 */
export async function repl(module: IEntryNestModule, replOptions: string | ReplOptions = {}): Promise<REPLServer> {
  const { start } = await import('node:repl');
  const application = await NestFactory.createApplicationContext(module, {
    abortOnError: false,
    logger: new ReplLogger(),
  });
  const options = typeof replOptions === 'string' ? { prompt: replOptions } : replOptions;
  const server = start({ prompt: '> ', ignoreUndefined: true, ...options });

  // Names of the application never hide the functions, nor what Node puts there.
  for (const [name, token] of Object.entries(namedTokens(application))) {
    if (!(name in server.context)) expose(server, name, token);
  }
  // The types of Node omit the output of a REPL.
  const write = (text: string) => void (server as REPLServer & { output: NodeJS.WritableStream }).output.write(text);
  for (const { name, aliases, run } of replFunctions(application, write)) {
    for (const called of [name, ...aliases]) expose(server, called, run);
  }
  server.on('exit', () => void application.close());
  return server;
}

function expose(server: REPLServer, name: string, value: unknown): void {
  Object.defineProperty(server.context, name, { value, configurable: true, enumerable: true, writable: false });
}
