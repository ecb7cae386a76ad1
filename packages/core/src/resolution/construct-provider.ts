import { isPromiseLike } from '@portico/common/internal';
import type { ContextId } from '../container/context-id.js';
import { PendingValue } from '../container/pending-value.js';
import type { ProviderRecord } from '../container/records.js';
import { factoryFailed, invalidClass } from '../errors/construction-errors.js';
import { type Injector, runInInjectionContext } from './injection-context.js';

/** The injector, and the function that sees instances of classes. */
export interface DecoratingInjector extends Injector {
  readonly decorate: ((instance: unknown) => unknown) | null;
}

/**
 * Calls a constructor or a factory with its dependencies.
 *
 * @param filled the values of injected properties, in the order of the plan
 * @returns the instance, or a {@link PendingValue} if the factory is asynchronous
 */
export function constructProvider(
  injector: DecoratingInjector,
  record: ProviderRecord,
  contextId: ContextId | null,
  args: readonly unknown[],
  filled: readonly unknown[] | null,
): unknown {
  if (record.kind === 'factory') return callFactory(injector, record, contextId, args);
  if (typeof record.metatype !== 'function') {
    throw invalidClass(record.metatype, `The provider ${record.name} of ${record.host.name}`);
  }
  // An instance of a class is an object, whose properties are set by key.
  const instance = runInInjectionContext(injector, record, contextId, args) as Record<PropertyKey, unknown>;
  if (filled !== null) fill(instance, record, filled);
  return injector.decorate === null ? instance : injector.decorate(instance);
}

/** A property without a value keeps its initial one. */
function fill(instance: Record<PropertyKey, unknown>, record: ProviderRecord, values: readonly unknown[]): void {
  const properties = record.plan?.properties ?? [];
  for (let index = 0; index < values.length; index++) {
    const property = properties[index];
    if (property && values[index] !== undefined && values[index] !== null) instance[property.key] = values[index];
  }
}

function callFactory(
  injector: Injector,
  record: ProviderRecord,
  contextId: ContextId | null,
  args: readonly unknown[],
): unknown {
  // For a request, the error of a factory is passed on unchanged, because filters match it by its class.
  if (contextId !== null) return pendingIfPromised(runInInjectionContext(injector, record, contextId, args));
  let value: unknown;
  try {
    value = runInInjectionContext(injector, record, null, args);
  } catch (error) {
    throw factoryFailed(record, error);
  }
  return isPromiseLike(value) ? new PendingValue(explained(value, record)) : value;
}

function pendingIfPromised(value: unknown): unknown {
  return isPromiseLike(value) ? new PendingValue(value) : value;
}

async function explained(value: PromiseLike<unknown>, record: ProviderRecord): Promise<unknown> {
  try {
    return await value;
  } catch (error) {
    throw factoryFailed(record, error);
  }
}
