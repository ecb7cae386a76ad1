/** `@portico/core/injector/injector.js`: for modules that make request-scoped instances for events of their own. */
import type { InjectionToken, Type } from '@portico/common';
import { readConstructorDependencies, readPropertyDependencies } from '@portico/common/internal';
import type { ContextId } from '../container/context-id.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { coreError } from '../errors/core-error.js';

/**
 * Creates instances for a context, and returns the dependencies of classes.
 *
 * @example
 * const contextId = ContextIdFactory.create();
 * const listener = await new Injector().loadPerContext(instance, wrapper.host, wrapper.host.providers, contextId);
 */
export class Injector {
  /**
   * Returns the instance of a provider for a context.
   *
   * @param instance an object of the provider's class; a request-scoped record has a placeholder.
   * @param module the module of the provider.
   * @param collection the records to search: `module.providers`, `module.controllers` or `module.injectables`.
   * @throws (as rejection) FrameworkError `PORTICO_UNKNOWN_ELEMENT` if the collection has no such class.
   */
  async loadPerContext<T extends object = any>(
    instance: T,
    module: ModuleRecord,
    collection: ReadonlyMap<InjectionToken, ProviderRecord>,
    contextId: ContextId,
  ): Promise<T> {
    const type = instance.constructor;
    const record = collection.get(type) ?? [...collection.values()].find(({ metatype }) => metatype === type);
    const resolver = module.owner?.resolver;
    if (!record || !resolver) throw notThere(type.name, module.name);
    // The record has the class of `instance`.
    return (await resolver.resolve(record, contextId)) as T;
  }

  /** Returns the tokens of a constructor's parameters, in their order. */
  reflectConstructorParams(type: Type): unknown[] {
    return [...readConstructorDependencies(type).tokens];
  }

  /** Returns the properties to inject, each with its token as `name`. */
  reflectProperties(type: Type): { key: string | symbol; name: unknown; isOptional: boolean }[] {
    return readPropertyDependencies(type).map(({ key, token, optional }) => ({
      key,
      name: token,
      isOptional: optional,
    }));
  }
}

function notThere(name: string, module: string): Error {
  return coreError({
    code: 'PORTICO_UNKNOWN_ELEMENT',
    lines: [`Cannot find the provider "${name}" in ${module}, to create it for a context.`],
    remedies: ['Pass loadPerContext() the module in which the class is registered, and its providers or controllers.'],
  });
}
