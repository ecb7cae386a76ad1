import type { FrameworkError } from '@portico/common/internal';
import type { ModuleRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';
import { counterparts } from './counterparts.js';
import { drawImportChain, sharedNamesNote } from './import-chain.js';
import { nearMisses } from './near-misses.js';

const IMPORT_CYCLE =
  'Two files that import each other: while the first is evaluated the second one still sees its class as undefined. Use forwardRef(() => TheClass) on both sides, or move what both need into a third file.';
const BARREL = 'A barrel file (index.ts) that exports both files can close such a circle: import from the file itself.';

/** An entry of `imports` is `undefined` or `null`. */
export function undefinedModule(chain: readonly ModuleRecord[], index: number, value: unknown): FrameworkError {
  const owner = chain.at(-1);
  return coreError({
    code: 'PORTICO_UNDEFINED_MODULE',
    counterpart: owner && counterparts.undefinedModule(owner.name, index),
    lines: [
      owner
        ? `${owner.name} cannot be put together: the module at index [${index}] of its "imports" is ${String(value)}.`
        : `The application cannot be put together: its root module is ${String(value)}.`,
      chain.length > 1 && `It is imported by ${drawImportChain(chain)}.`,
      sharedNamesNote(chain),
    ],
    remedies: [
      IMPORT_CYCLE,
      BARREL,
      'Check the name in the import statement: a name that the other file does not export is undefined too.',
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
      ? counterparts.classAmongImports(what, decorator)
      : owner && counterparts.invalidModule(owner.name, index),
    lines: [
      owner
        ? `${owner.name} imports ${what} at index [${index}], which is not a module${decorator ? ` but a class with @${decorator}()` : ''}.`
        : `The application cannot be put together: ${what} is not a module.`,
      chain.length > 1 && `It is imported by ${drawImportChain(chain)}.`,
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

/** An entry of `providers` or `controllers` is `undefined` or no class at all. */
export function undefinedEntry(
  module: ModuleRecord,
  kind: 'provider' | 'controller',
  index: number,
  value: unknown,
): FrameworkError {
  return coreError({
    code: 'PORTICO_UNDEFINED_ENTRY',
    counterpart: counterparts.undefinedEntry(module.name, kind, index),
    lines: [
      `${module.name} cannot be put together: the ${kind} at index [${index}] of its "${kind}s" is ${tokenName(value)}.`,
    ],
    remedies: [IMPORT_CYCLE, BARREL],
  });
}

/** A provider has none of the four forms. */
export function invalidProvider(module: ModuleRecord, definition: unknown, index: number): FrameworkError {
  const provide = (definition as { provide?: unknown } | null)?.provide;
  const undefinedForm = ['useClass', 'useFactory', 'useExisting'].find((form) =>
    Object.hasOwn(Object(definition) as object, form),
  );
  return coreError({
    code: 'PORTICO_INVALID_PROVIDER',
    counterpart: counterparts.invalidProvider(module.name, tokenName(provide)),
    lines: [
      `${module.name} cannot be put together: the provider ${provide === undefined ? '' : `"${tokenName(provide)}" `}at index [${index}] of its "providers" does not say how it is made.`,
      undefinedForm &&
        `Its "${undefinedForm}" is there, but undefined: most often a circular import between two files.`,
      provide === undefined && `What stands there is ${tokenName(definition)}.`,
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
  const importer = [...module.imports].find((imported) => imported.exports.has(exported as never));
  const known = [...module.providers.keys(), ...[...module.imports].map((imported) => imported.metatype)].map(
    tokenName,
  );
  const near = nearMisses(name, known);
  return coreError({
    code: 'PORTICO_UNKNOWN_EXPORT',
    counterpart: counterparts.unknownExport(module.name, name),
    lines: [
      `${module.name} exports ${exported === undefined ? 'undefined' : name}, which is neither one of its providers nor a module that it imports.`,
      importer &&
        `${name} comes from ${importer.name}: a module passes on another module's exports by exporting that module.`,
      near.length > 0 && `${module.name} has ${near.join(', ')}: is one of these meant?`,
      exported === undefined && 'An export that is undefined is most often a circular import between two files.',
    ],
    remedies: [
      importer && `Replace ${name} by ${importer.name} in the "exports" of ${module.name}.`,
      exported === undefined
        ? IMPORT_CYCLE
        : `Add ${name} to the "providers" of ${module.name}, or, if it is a module, to its "imports".`,
      exported !== undefined && `Or take ${name} out of its "exports".`,
    ],
  });
}
