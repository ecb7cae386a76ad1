import type { InjectionToken } from '@portico/common';
import type { ContextId } from '../container/context-id.js';
import type { ProviderRecord } from '../container/records.js';

/** The part of `InstancesByScope` that `inject()` uses. */
export interface Injector {
  find(record: ProviderRecord, token: InjectionToken, optional: boolean): ProviderRecord | null;
  dependency(dependency: ProviderRecord, record: ProviderRecord, contextId: ContextId | null, inquirer: null): unknown;
}

/** The provider that is being created, for which `inject()` looks up dependencies. */
export interface InjectionContext {
  readonly maker: Injector;
  readonly record: ProviderRecord;
  readonly contextId: ContextId | null;
}

type Current = { -readonly [K in keyof InjectionContext]: InjectionContext[K] | null };

const KEY: unique symbol = Symbol.for('portico.injection-context');
const shared: object & { [KEY]?: Current } = globalThis;

/**
 * The current injection context: one object whose properties are set for every instance, so that nothing is
 * allocated. It is shared by all copies of the package, so that `inject()` of any of them works.
 */
const current: Current = shared[KEY] ?? { maker: null, record: null, contextId: null };
shared[KEY] = current;

/** The current injection context; `undefined` while no instance is being created. */
export function currentInjectionContext(): InjectionContext | undefined {
  const { maker, record, contextId } = current;
  return maker === null || record === null ? undefined : { maker, record, contextId };
}

/** Runs the constructor or the factory of a record as the current injection context. */
export function runInInjectionContext(
  by: Injector,
  what: ProviderRecord,
  context: ContextId | null,
  args: readonly unknown[],
): unknown {
  const { maker, record, contextId } = current;
  current.maker = by;
  current.record = what;
  current.contextId = context;
  try {
    // The kind of a record says whether its metatype is a class or a factory.
    return what.kind === 'class' ? construct(what.metatype as Constructor, args) : (what.metatype as Factory)(...args);
  } finally {
    current.maker = maker;
    current.record = record;
    current.contextId = contextId;
  }
}

type Constructor = new (...args: unknown[]) => object;
type Factory = (...args: unknown[]) => unknown;

/** Written out for the usual numbers of parameters: spreading an array costs about as much as a small constructor. */
function construct(type: Constructor, args: readonly unknown[]): object {
  switch (args.length) {
    case 0:
      return new type();
    case 1:
      return new type(args[0]);
    case 2:
      return new type(args[0], args[1]);
    case 3:
      return new type(args[0], args[1], args[2]);
    case 4:
      return new type(args[0], args[1], args[2], args[3]);
    default:
      return new type(...args);
  }
}
