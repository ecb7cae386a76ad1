import { Scope } from '@portico/common';
import type { ContextId } from '../container/context-id.js';
import { PendingValue } from '../container/pending-value.js';
import type { Dependency, ProviderRecord } from '../container/records.js';
import { areInSameCycle } from '../container/same-cycle.js';
import { constructProvider, type DecoratingInjector } from './construct-provider.js';

const NO_ARGUMENTS: readonly unknown[] = [];

/** Provides the values of dependencies. */
export interface DependencySource extends DecoratingInjector {
  /** See `InstancesByScope`. */
  dependency(
    dependency: Dependency,
    record: ProviderRecord,
    contextId: ContextId | null,
    inquirer: ProviderRecord | null,
    forward?: boolean,
  ): unknown;
}

/**
 * Creates an instance with the arguments and properties that its plan lists.
 *
 * @param inquirer the dependent for which the instance is made
 * @returns the instance, or a {@link PendingValue} while a dependency is created by an asynchronous factory
 */
export function createWithDependencies(
  source: DependencySource,
  record: ProviderRecord,
  contextId: ContextId | null,
  inquirer: ProviderRecord | null,
): unknown {
  const { dependencies, properties } = record.plan!;
  const count = dependencies.length;
  if (count === 0 && properties === null) return constructProvider(source, record, contextId, NO_ARGUMENTS, null);

  const args: unknown[] = new Array(count);
  let open: PendingValue[] | null = null;
  for (let index = 0; index < count; index++) {
    const dependency = dependencies[index] ?? null;
    if (dependency !== null && dependency.progress === 'made') {
      args[index] = dependency.instance;
      continue;
    }
    const known = dependency?.scope === Scope.TRANSIENT ? dependencies.indexOf(dependency) : index;
    const value = known < index ? args[known] : source.dependency(dependency, record, contextId, inquirer);
    if (value instanceof PendingValue) open = [...(open ?? []), value];
    args[index] = value;
  }
  let filled: unknown[] | null = null;
  if (properties !== null) {
    filled = new Array<unknown>(properties.length);
    for (let index = 0; index < properties.length; index++) {
      const { dependency, forward } = properties[index]!;
      if (isFilledLater(record, contextId, dependency)) continue;
      const shared = dependency?.scope === Scope.TRANSIENT ? sharedByProperty(record, index) : undefined;
      const value = shared
        ? (shared.isParameter ? args : filled)[shared.place]
        : source.dependency(dependency, record, contextId, inquirer, forward);
      if (value instanceof PendingValue) open = [...(open ?? []), value];
      filled[index] = value;
    }
  }
  if (open === null) return constructProvider(source, record, contextId, args, filled);
  return PendingValue.ofAll(open, () => {
    unwrap(args);
    if (filled !== null) unwrap(filled);
    return constructProvider(source, record, contextId, args, filled);
  });
}

function unwrap(values: unknown[]): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value instanceof PendingValue) values[index] = value.value;
  }
}

/**
 * The position at which a dependent already has a transient provider: if it is named twice, both get the same instance.
 */
function sharedByProperty(
  { plan }: ProviderRecord,
  index: number,
): { readonly isParameter: boolean; readonly place: number } | undefined {
  const { dependencies, properties } = plan!;
  const wanted = properties![index]?.dependency ?? null;
  const parameter = dependencies.indexOf(wanted);
  if (parameter >= 0) return { isParameter: true, place: parameter };
  const property = properties!.findIndex(({ dependency }) => dependency === wanted);
  return property < index ? { isParameter: false, place: property } : undefined;
}

/**
 * Whether, in a context, a property receives a member of its own cycle after the instance is constructed, so that
 * constructors and factories of the cycle receive the constructed instance: see `InstancesByScope`.
 */
export function isFilledLater(record: ProviderRecord, contextId: ContextId | null, dependency: Dependency): boolean {
  if (contextId === null || dependency === null || record.scope === Scope.TRANSIENT) return false;
  return areInSameCycle(record, dependency) && !record.dependencies.includes(dependency);
}
