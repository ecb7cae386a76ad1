import type { FrameworkError } from '@portico/common/internal';
import type { Container } from '../container/container.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';
import { nestErrors } from './nestjs-errors.js';
import { similarNames } from './similar-names.js';

/** Nothing is registered under a token in the searched modules. */
export function unknownElement(container: Container, token: unknown, module?: ModuleRecord): FrameworkError {
  if (token === undefined || token === null) {
    return coreError({
      code: 'PORTICO_UNKNOWN_ELEMENT',
      counterpart: nestErrors.unknownElement(undefined),
      lines: [`Cannot look up a provider: the token is ${String(token)}.`],
      remedies: [
        'If the token is an imported class, check for two files that import each other, or import the class from its own file instead of an index file.',
      ],
    });
  }
  const name = tokenName(token);
  const elsewhere = module ? [...new Set(container.recordsOf(token).map(({ host }) => host.name))] : [];
  const { namesakes, near } = elsewhere.length > 0 ? { namesakes: [], near: [] } : similar(container, token, name);
  return coreError({
    code: 'PORTICO_UNKNOWN_ELEMENT',
    counterpart: nestErrors.unknownElement(name),
    lines: [
      `Cannot find the provider "${name}" ${module ? `in ${module.name}` : 'in any module of the application'}.`,
      namesakes.length > 0 &&
        `Another provider with the name "${name}" is registered in ${listed(namesakes)}, under a different token.`,
      near.length > 0 && `Similar names: ${near.join(', ')}.`,
    ],
    remedies: [
      elsewhere.length > 0 &&
        `It is registered in ${listed(elsewhere)}: pass { strict: false } to search the whole application, or select that module.`,
      namesakes.length > 0 &&
        'Import the class from the same path, and the same copy of the package, as the module that registers it.',
      elsewhere.length === 0 &&
        'Register it in the "providers" or "controllers" of a module that the root module imports, directly or through other modules.',
    ],
  });
}

/** A provider was requested while its asynchronous factory was still running. */
export function pendingElement(record: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_PENDING_ELEMENT',
    lines: [
      `"${record.name}" of ${record.host.name} was requested with get() before its asynchronous factory had completed.`,
    ],
    remedies: [
      'Request it in onModuleInit(): all providers exist by then.',
      'Or declare it as a dependency, so that the container waits for it.',
    ],
  });
}

/** A module was selected that the application does not have. */
export function unknownModule(container: Container, name: string, ofClass: number): FrameworkError {
  const known = [...container.modules.values()].map((module) => module.name);
  return coreError({
    code: 'PORTICO_UNKNOWN_MODULE',
    counterpart: nestErrors.unknownModule(name),
    lines: [
      ofClass > 0
        ? `Could not select ${name}: the application has ${ofClass} dynamic modules of this class.`
        : `Could not select ${name}: the application has no such module.`,
      ofClass === 0 && `It has ${listed(known)}.`,
    ],
    remedies: [
      ofClass > 0 && 'Pass the dynamic module object itself, the same one that is in "imports".',
      ofClass === 0 && `Import ${name} in the root module, or in a module that it imports.`,
    ],
  });
}

/** A class is listed in `controllers`, but has no `@Controller()`, so that its path is unknown. */
export function undecoratedController(name: string, module: string): FrameworkError {
  return coreError({
    code: 'PORTICO_UNDECORATED_CONTROLLER',
    counterpart: nestErrors.undecoratedController(name),
    lines: [`${name} is listed in "controllers" of ${module}, but has no @Controller().`],
    remedies: [`Add @Controller() to ${name}.`, `If it has no routes, list it in "providers" of ${module}.`],
  });
}

function similar(container: Container, token: unknown, name: string): { namesakes: string[]; near: string[] } {
  const names = new Set<string>();
  const namesakes = new Set<string>();
  for (const record of container.records()) {
    names.add(record.name);
    if (record.name === name && record.token !== token) namesakes.add(record.host.name);
  }
  return { namesakes: [...namesakes], near: namesakes.size > 0 ? [] : similarNames(name, names) };
}

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, 10).join(', ');
  return unique.length > 10 ? `${shown} and ${unique.length - 10} more` : shown;
}
