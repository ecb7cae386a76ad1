import { Injectable, SetMetadata } from '@portico/common';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type { ModuleRecord } from '../container/module-record.js';
import { ModulesContainer } from '../container/modules-container.js';
import type { ProviderRecord } from '../container/provider-record.js';
import type { DiscoverableDecorator, DiscoveryOptions } from './discoverable-decorator.js';
import { uniqueKey } from './unique-key.js';

/**
 * Finds the providers and controllers of the application, all of them or those with a decorator. Import `DiscoveryModule`
 * to inject it.
 *
 * @example
 * const FeatureFlag = DiscoveryService.createDecorator<string>();
 *
 * @Injectable()
 * class Features {
 *   constructor(discovery: DiscoveryService) {
 *     for (const provider of discovery.getProviders({ metadataKey: FeatureFlag.KEY })) {
 *       console.log(provider.name, discovery.getMetadataByDecorator(FeatureFlag, provider));
 *     }
 *   }
 * }
 */
@Injectable()
export class DiscoveryService {
  static readonly [TOKEN_BRAND]: string = 'DiscoveryService';

  constructor(private readonly modulesContainer: ModulesContainer) {}

  /** Creates a decorator for classes and methods that this service can find. */
  static createDecorator<T>(): DiscoverableDecorator<T> {
    const key = uniqueKey('portico:discoverable');
    return Object.assign((value?: T) => SetMetadata(key, value ?? {}), { KEY: key });
  }

  /**
   * Returns the records of providers, including module classes and enhancers.
   *
   * @param options `include`: only those of some modules; `metadataKey`: only those whose own class has this metadata.
   * @param modules the modules to search. Default: the whole application.
   */
  getProviders(options: DiscoveryOptions = {}, modules: ModuleRecord[] = this.getModules(options)): ProviderRecord[] {
    return this.select(
      options,
      modules.flatMap((module) => [...module.providers.values()]),
    );
  }

  /** Returns the records of controllers, selected as in {@link getProviders}. */
  getControllers(options: DiscoveryOptions = {}, modules: ModuleRecord[] = this.getModules(options)): ProviderRecord[] {
    return this.select(
      options,
      modules.flatMap((module) => [...module.controllers.values()]),
    );
  }

  /**
   * Returns the value that a decorator stored on the class of a provider or controller, or on one of its methods.
   *
   * @param methodName a method. Default: the class.
   */
  getMetadataByDecorator<T extends DiscoverableDecorator<any>>(
    decorator: T,
    { instance, metatype }: Pick<ProviderRecord, 'instance' | 'metatype'>,
    methodName?: string,
  ): T extends DiscoverableDecorator<infer R> ? R | undefined : T | undefined {
    const type = typeOf({ instance, metatype });
    const prototype: Readonly<Record<string, Function>> | undefined = type?.prototype;
    const target = methodName === undefined ? type : prototype?.[methodName];
    return target && Reflect.getMetadata(decorator.KEY, target);
  }

  /** Returns the modules of the application that the options select. */
  getModules(options: DiscoveryOptions = {}): ModuleRecord[] {
    const modules = [...this.modulesContainer.values()];
    if (!('include' in options) || !options.include) return modules;
    const { include } = options;
    return modules.filter(({ metatype }) => include.includes(metatype));
  }

  private select(options: DiscoveryOptions, records: ProviderRecord[]): ProviderRecord[] {
    if (!('metadataKey' in options) || options.metadataKey === undefined) return records;
    const key = options.metadataKey;
    return records.filter((record) => {
      const type = record.isAlias ? undefined : typeOf(record);
      return type !== undefined && Reflect.hasOwnMetadata(key, type);
    });
  }
}

/** A value, also that of a factory, is identified by its constructor; a request-scoped provider by its class. */
function typeOf({ instance, metatype }: Pick<ProviderRecord, 'instance' | 'metatype'>): Function | undefined {
  return (instance === undefined || instance === null ? undefined : instance.constructor) ?? metatype ?? undefined;
}
