import { type FrameworkError, isObject } from '@portico/common/internal';
import type { ModuleRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';
import { drawImportChain, sharedNamesNote } from './import-chain.js';
import { nestErrors } from './nestjs-errors.js';
import { similarNames } from './similar-names.js';

const IMPORT_CYCLE =
  'If two files import each other, the one that is evaluated first sees the class of the other as undefined. Use forwardRef(() => TheClass) on both sides, or move the code that both need into a third file.';
const BARREL =
  'A barrel file (index.ts) that exports both files can also cause a circular import: import from the file itself.';

/** An entry of `imports` is `undefined` or `null`. */
export function undefinedModule(chain: readonly ModuleRecord[], index: number, value: unknown): FrameworkError {
  const owner = chain.at(-1);
  return coreError({
    code: 'PORTICO_UNDEFINED_MODULE',
    counterpart: owner && nestErrors.undefinedModule(owner.name, index),
    lines: [
      owner
        ? `${owner.name} cannot be created: the module at index [${index}] of its "imports" is ${String(value)}.`
        : `The application cannot be created: its root module is ${String(value)}.`,
      chain.length > 1 && `Import chain: ${drawImportChain(chain)}.`,
      sharedNamesNote(chain),
    ],
    remedies: [
      IMPORT_CYCLE,
      BARREL,
      'Check the name in the import statement: a name that the other file does not export is also undefined.',
    ],
  });
}

/** An entry of `imports` is not a module. */
export function invalidModule(
  chain: readonly ModuleRecord[],
  index: number,
  value: unknown,
  decorator?: string,
): FrameworkError {
  const owner = chain.at(-1);
  const what = tokenName(value);
  const list = decorator === 'Controller' ? 'controllers' : 'providers';
  return coreError({
    code: 'PORTICO_INVALID_MODULE',
    counterpart: decorator
      ? nestErrors.classAmongImports(what, decorator)
      : owner && nestErrors.invalidModule(owner.name, index),
    lines: [
      owner
        ? `${owner.name} imports ${what} at index [${index}], which is not a module${decorator ? ` but a class decorated with @${decorator}()` : ''}.`
        : `The application cannot be created: ${what} is not a module.`,
      chain.length > 1 && `Import chain: ${drawImportChain(chain)}.`,
      sharedNamesNote(chain),
    ],
    remedies: decorator
      ? [
          `Move ${what} from "imports" to "${list}" of ${owner?.name ?? 'the module'}.`,
          `Or import the module that has ${what}, and export it there.`,
        ]
      : [
          'Import a class with @Module(), a dynamic module { module: TheClass, … }, a promise of one, or forwardRef(() => TheClass).',
        ],
  });
}

/** An entry of `providers` or `controllers` is `undefined`, or not a class. */
export function undefinedEntry(
  module: ModuleRecord,
  kind: 'provider' | 'controller',
  index: number,
  value: unknown,
): FrameworkError {
  return coreError({
    code: 'PORTICO_UNDEFINED_ENTRY',
    counterpart: nestErrors.undefinedEntry(module.name, kind, index),
    lines: [
      `${module.name} cannot be created: the ${kind} at index [${index}] of its "${kind}s" is ${tokenName(value)}.`,
    ],
    remedies: [IMPORT_CYCLE, BARREL],
  });
}

/** A provider has none of the four forms. */
export function invalidProvider(module: ModuleRecord, definition: unknown, index: number): FrameworkError {
  const provide = isObject(definition) ? definition.provide : undefined;
  const undefinedForm = ['useClass', 'useFactory', 'useExisting'].find((form) =>
    Object.hasOwn(Object(definition), form),
  );
  return coreError({
    code: 'PORTICO_INVALID_PROVIDER',
    counterpart: nestErrors.invalidProvider(module.name, tokenName(provide)),
    lines: [
      `${module.name} cannot be created: the provider ${provide === undefined ? '' : `"${tokenName(provide)}" `}at index [${index}] of its "providers" has no "useClass", "useValue", "useFactory" or "useExisting".`,
      undefinedForm && `Its "${undefinedForm}" is undefined, usually because of a circular import between two files.`,
      provide === undefined && `The entry is ${tokenName(definition)}.`,
    ],
    remedies: [
      'Give a class, or an object with "provide" and one of "useClass", "useValue", "useFactory", "useExisting".',
      undefinedForm ? IMPORT_CYCLE : undefined,
    ],
  });
}

/** A module exports what it neither provides nor imports. */
export function unknownExport(module: ModuleRecord, exported: unknown): FrameworkError {
  const name = tokenName(exported);
  const importer = [...module.imports].find(({ exports }: { exports: ReadonlySet<unknown> }) => exports.has(exported));
  const known = [...module.providers.keys(), ...[...module.imports].map((imported) => imported.metatype)].map(
    tokenName,
  );
  const near = similarNames(name, known);
  return coreError({
    code: 'PORTICO_UNKNOWN_EXPORT',
    counterpart: nestErrors.unknownExport(module.name, name),
    lines: [
      `${module.name} exports ${exported === undefined ? 'undefined' : name}, which is neither one of its providers nor one of the modules that it imports.`,
      importer &&
        `${name} comes from ${importer.name}: to re-export the providers of an imported module, export that module.`,
      near.length > 0 && `Similar names in ${module.name}: ${near.join(', ')}.`,
      exported === undefined && 'An undefined export is usually caused by a circular import between two files.',
    ],
    remedies: [
      importer && `Replace ${name} with ${importer.name} in the "exports" of ${module.name}.`,
      exported === undefined
        ? IMPORT_CYCLE
        : `Add ${name} to the "providers" of ${module.name}, or, if it is a module, to its "imports".`,
      exported !== undefined && `Or remove ${name} from its "exports".`,
    ],
  });
}
