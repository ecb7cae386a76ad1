import type { InjectionToken } from '@portico/common';
import type { FrameworkError } from '@portico/common/internal';
import { roleOf } from '../container/class-decorators.js';
import type { Container } from '../container/container.js';
import { type InjectionPoint, parameterPoints } from '../container/injection-points.js';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';
import { drawChain, drawParameters, kindOf, placeOf } from './dependency-chain.js';
import { nestErrors } from './nestjs-errors.js';
import { similarNames } from './similar-names.js';

/** Types that a compiler emits for declarations that do not exist at run time, with what these usually are. */
const ERASED = new Map<unknown, string>([
  [Object, 'an interface, a union, or a type-only import'],
  [Function, 'a function type, or a class imported with "import type"'],
  [Array, 'an array type'],
  [String, 'a string'],
  [Number, 'a number'],
  [Boolean, 'a boolean'],
  [Promise, 'a promise'],
  [Symbol, 'a symbol'],
]);

/** The facts about one dependency that cannot be resolved. */
export interface DependencyContext {
  readonly point: InjectionPoint;
  readonly record: ProviderRecord;
  /** From the first requested provider to the one that has the dependency. */
  readonly chain: readonly ProviderRecord[];
  readonly container: Container;
}

/** No provider that is available in the module has the token. */
export function unknownDependency(context: DependencyContext): FrameworkError {
  const { point, record } = context;
  if (point.token === undefined || point.token === null) return undefinedDependency(context);
  const name = tokenName(point.token);
  const host = record.host;
  const owner = ownersOf(context)[0];
  if (owner?.kind === 'namesake') return duplicateModuleName(context, owner.module, owner.imported);
  if (typeof point.token === 'function' && hasTwin(host, point.token, context.container)) return secondCopy(context);
  const erased = point.source === 'type' ? ERASED.get(point.token) : undefined;
  const near = similarNames(name, visibleTokens(host, context.container).map(tokenName));
  return coreError({
    code: 'PORTICO_UNKNOWN_DEPENDENCY',
    counterpart: nestErrors.unknownDependency(context),
    lines: [
      `${opening(record, point)} ${name}, required ${placeOf(point.place)}, is not available in ${host.name}.`,
      erased && `Its type is ${erased}: the compiler emits ${name} for it, which is not an injection token.`,
      owner?.kind === 'exported' && `${name} is exported by ${owner.module.name}, which ${host.name} does not import.`,
      owner?.kind === 'private' && `${name} is a provider of ${owner.module.name}, which does not export it.`,
      owner?.kind === 'controller' && `${name} is a controller of ${owner.module.name}; controllers are not injected.`,
      near.length > 0 && `Similar tokens available in ${host.name}: ${near.join(', ')}.`,
      chainLine(context),
    ],
    remedies: [
      erased &&
        'Put @Inject(TOKEN) on the parameter, or use a class that is imported as a value, not with "import type".',
      owner?.kind === 'exported' && `Add ${owner.module.name} to the "imports" of ${host.name}.`,
      owner?.kind === 'private' &&
        `Add ${name} to the "exports" of ${owner.module.name}${host.imports.has(owner.module) ? '' : ` and ${owner.module.name} to the "imports" of ${host.name}`}.`,
      owner?.kind === 'controller' && `Move the code that both need from ${name} into a provider.`,
      !owner && !erased && `Add ${name} to the "providers" of ${host.name}, or import a module that exports it.`,
      'If the dependency is optional, put @Optional() on the parameter.',
    ],
  });
}

/** The token of a dependency is `undefined`, usually because two files import each other. */
export function undefinedDependency(context: DependencyContext): FrameworkError {
  const { point, record } = context;
  return coreError({
    code: 'PORTICO_UNDEFINED_DEPENDENCY',
    counterpart: nestErrors.unknownDependency(context),
    lines: [
      `${opening(record, point)} The dependency ${placeOf(point.place)} is ${String(point.token)}.`,
      'This is usually a circular import between two files: the file of the dependency imports this file, directly or through other files, and had not been evaluated yet.',
      chainLine(context),
    ],
    remedies: [
      'Use @Inject(forwardRef(() => TheClass)) on both sides: the class is then read after all files have been evaluated.',
      'Or remove the circular import: move the code that both files need into a third file. A barrel file (index.ts) can also cause it: import from the file itself.',
      'Check the name in the import statement: a name that the other file does not export is also undefined.',
    ],
  });
}

/** A constructor has parameters with unknown types. */
export function missingTypes(
  record: ProviderRecord,
  owner: Function,
  index: number,
  chain: readonly ProviderRecord[],
): FrameworkError {
  const inherited = owner !== record.metatype;
  return coreError({
    code: 'PORTICO_MISSING_TYPES',
    lines: [
      `${owner.name || '(anonymous class)'} (in ${record.host.name}) cannot be created: the type of its constructor parameter at index [${index}] is unknown.`,
      inherited && `${record.name} inherits this constructor.`,
      'The tool that compiled it did not emit parameter types: esbuild and tsx never do, tsc does with "emitDecoratorMetadata".',
      chain.length > 1 && `Dependency chain: ${drawChain(chain)}.`,
    ],
    remedies: [
      'Put @Inject(TheToken) on the parameter, or @Dependencies(First, Second) on the class for all parameters at once.',
      roleOf(owner) === 'Injectable' && 'Or list them: @Injectable({ inject: [First, Second] }).',
      'Or inject it in a field: private readonly first = inject(First);',
    ],
  });
}

/** A class without decorators is created without arguments, although its constructor has parameters. */
export function untypedClass(record: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_MISSING_TYPES',
    lines: [
      `${record.name} (in ${record.host.name}) is created without arguments, although its constructor has parameters.`,
      'It has no decorator, so the types of the parameters are unknown.',
    ],
    remedies: [
      `If it has dependencies, put a decorator on it: @Injectable().`,
      'If it comes from a library, provide it with a factory, which also removes this warning: { provide: TheClass, useFactory: () => new TheClass() }.',
    ],
  });
}

function duplicateModuleName(
  context: DependencyContext,
  exporter: ModuleRecord,
  imported: ModuleRecord,
): FrameworkError {
  const { point, record } = context;
  const name = tokenName(point.token);
  return coreError({
    code: 'PORTICO_DUPLICATE_MODULE_NAME',
    counterpart: nestErrors.unknownDependency(context),
    lines: [
      `${opening(record, point)} ${name}, required ${placeOf(point.place)}, is not available in ${record.host.name}.`,
      `${record.host.name} imports a module named ${imported.name}, but ${name} is exported by another module with the same name.`,
      chainLine(context),
    ],
    remedies: [
      `Check from which file ${record.host.name} imports ${imported.name}.`,
      exporter.metatype === imported.metatype
        ? `Both are dynamic modules of the class ${imported.name} with different metadata: keep the one that exports ${name} in a constant and import that constant.`
        : 'Rename one of the two classes.',
    ],
  });
}

/** A class with the same name is available, but it is a different class. */
function secondCopy(context: DependencyContext): FrameworkError {
  const { point, record } = context;
  const name = tokenName(point.token);
  return coreError({
    code: 'PORTICO_SECOND_COPY',
    counterpart: nestErrors.unknownDependency(context),
    lines: [
      `${opening(record, point)} ${record.host.name} has access to a class named ${name}, but not to the one required ${placeOf(point.place)}: there are two classes with this name.`,
      'Usually the package is installed twice, or one file is loaded through two paths (source and build, ESM and CommonJS).',
      chainLine(context),
    ],
    remedies: [
      `Find the copies with "npm ls", update all dependents to one version, then run "npm dedupe".`,
      `Import ${name} from the same path where it is provided and where it is required.`,
      'If these are meant to be two classes, provide the other one too.',
    ],
  });
}

function hasTwin(module: ModuleRecord, token: Function, container: Container): boolean {
  return visibleTokens(module, container).some(
    (other) => typeof other === 'function' && other !== token && other.name === token.name && other.name !== '',
  );
}

type Owner =
  | { readonly kind: 'exported' | 'private' | 'controller'; readonly module: ModuleRecord }
  | { readonly kind: 'namesake'; readonly module: ModuleRecord; readonly imported: ModuleRecord };

/** The tokens of a module; the value that a provider requests may not be a token. */
type Tokens = Pick<ReadonlySet<unknown>, 'has'>;

/** Returns the modules that have the token, in the order in which it is easiest to import. */
function ownersOf({ point, record, container }: DependencyContext): Owner[] {
  const owners: Owner[] = [];
  const isIn = (tokens: Tokens): boolean => tokens.has(point.token);
  for (const module of container.modules.values()) {
    if (module === record.host) {
      if (isIn(module.controllers)) owners.push({ kind: 'controller', module });
      continue;
    }
    if (isIn(module.exports) && isIn(module.providers)) {
      const imported = [...record.host.imports].find((other) => other.name === module.name);
      owners.unshift(imported ? { kind: 'namesake', module, imported } : { kind: 'exported', module });
    } else if (isIn(module.providers)) {
      owners.push({ kind: 'private', module });
    } else if (isIn(module.controllers)) {
      owners.push({ kind: 'controller', module });
    }
  }
  return owners;
}

function visibleTokens(module: ModuleRecord, container: Container): InjectionToken[] {
  const visible = [...module.imports, ...container.globals].flatMap((imported) => [...imported.exports]);
  return [...module.providers.keys(), ...visible, ...container.core.tokens()];
}

function opening(record: ProviderRecord, point: InjectionPoint): string {
  const what = kindOf(record);
  return `${drawParameters(record, parameterPoints(record), point.place)} cannot be created${what ? ` (${what} ${record.name} in ${record.host.name})` : ` in ${record.host.name}`}.`;
}

function chainLine({ point, chain }: DependencyContext): string | undefined {
  return chain.length > 1 ? `Dependency chain: ${drawChain(chain)} -> ${tokenName(point.token)}.` : undefined;
}
