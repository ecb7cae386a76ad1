import type { INestApplicationContext } from '@portico/common';
import type { ModuleRecord } from '../../container/module-record.js';
import { ModulesContainer } from '../../container/modules-container.js';
import { tokenName } from '../../container/token-name.js';
import { MetadataScanner } from '../../scanning/metadata-scanner.js';

/** A function of the console, with its text for `help()`. */
export interface ReplFunction {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly signature: string;
  readonly description: string;
  readonly run: (...args: never[]) => unknown;
}

type Write = (text: string) => void;

/** Returns the functions that inspect an application. */
export function replFunctions(application: INestApplicationContext, write: Write): ReplFunction[] {
  const modules = () => [...application.get(ModulesContainer).values()];
  const functions: ReplFunction[] = [
    {
      name: 'get',
      aliases: ['$'],
      signature: '(token) => any',
      description: 'The singleton under a token.',
      run: (token) => application.get(token),
    },
    {
      name: 'resolve',
      aliases: [],
      signature: '(token, contextId?) => Promise<any>',
      description: 'An instance of a transient or request-scoped provider.',
      run: (token, contextId) => application.resolve(token, contextId),
    },
    {
      name: 'select',
      aliases: [],
      signature: '(Module) => INestApplicationContext',
      description: 'The application, seen from one of its modules.',
      run: (module) => application.select(module),
    },
    {
      name: 'debug',
      aliases: [],
      signature: '(Module?) => void',
      description: 'Lists modules with their controllers and providers.',
      run: (module) => write(listModules(modules(), module)),
    },
    {
      name: 'methods',
      aliases: [],
      signature: '(token) => void',
      description: 'Lists the methods of a provider or controller.',
      run: (token) => write(listMethods(application, token)),
    },
  ];
  functions.push({
    name: 'help',
    aliases: [],
    signature: '() => void',
    description: 'Lists these functions.',
    run: () => write(listFunctions(functions)),
  });
  return functions;
}

/** Returns the classes of an application by their names, to be written as they are in code. */
export function namedTokens(application: INestApplicationContext): Record<string, Function | string> {
  const named: Record<string, Function | string> = {};
  for (const module of application.get(ModulesContainer).values()) {
    for (const token of [module.metatype, ...module.providers.keys(), ...module.controllers.keys()]) {
      if (typeof token === 'function') named[tokenName(token)] = token;
      else if (typeof token === 'string') named[token] = token;
    }
  }
  return named;
}

function listModules(modules: readonly ModuleRecord[], only: Function | undefined): string {
  const chosen = only ? modules.filter(({ metatype }) => metatype === only) : modules;
  return chosen.map(listModule).join('\n');
}

function listModule(module: ModuleRecord): string {
  const providers = [...module.providers.values()].filter(({ token }) => token !== module.metatype);
  const lists: [string, { name: string }[]][] = [
    ['controllers', [...module.controllers.values()]],
    ['providers', providers],
  ];
  const parts = lists.filter(([, records]) => records.length > 0);
  const lines = parts.flatMap(([title, records]) => [`  ${title}:`, ...records.map(({ name }) => `    ${name}`)]);
  return `${[`${module.name}:`, ...lines].join('\n')}\n`;
}

function listMethods(application: INestApplicationContext, token: Function | string): string {
  const prototype: object =
    typeof token === 'function' ? token.prototype : Object.getPrototypeOf(application.get<object>(token));
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .map((name) => `  ${name}\n`)
    .join('');
}

function listFunctions(functions: readonly ReplFunction[]): string {
  return functions
    .map(
      ({ name, aliases, signature, description }) =>
        `  ${[name, ...aliases].join(', ')} ${signature}\n    ${description}\n`,
    )
    .join('');
}
