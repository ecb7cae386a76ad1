import type { FactoryProvider, Provider } from '../contracts/injection/provider.js';
import { commonError } from '../errors/catalogue.js';
import type { ConfigurableModuleAsyncOptions } from './configurable-module-contracts.js';

type AsyncOptions = ConfigurableModuleAsyncOptions<unknown, string>;
type Dependencies = NonNullable<FactoryProvider['inject']>;

/** The providers of the options of a module that is registered asynchronously. */
export function asyncProviders(
  token: string | symbol,
  options: AsyncOptions,
  factoryMethod: string,
  caller: string,
): Provider[] {
  if (options.useFactory) {
    return [
      { provide: token, useFactory: options.useFactory, inject: options.inject ?? [] },
      ...neededProviders(options.provideInjectionTokensFrom, options.inject ?? []),
    ];
  }
  const factory = options.useExisting ?? options.useClass;
  if (!factory) {
    throw commonError('PORTICO_MODULE_OPTIONS_MISSING', {
      message: `${caller}() received no provider for the options of the module.`,
      remedy:
        'Pass one of "useFactory", "useClass" and "useExisting". If it is passed but undefined, check for two files that import each other.',
    });
  }
  const fromFactory: Provider = {
    provide: token,
    useFactory: (instance: Record<string, () => unknown>) => instance[factoryMethod]?.(),
    inject: [factory],
  };
  return options.useClass && !options.useExisting
    ? [fromFactory, { provide: options.useClass, useClass: options.useClass }]
    : [fromFactory];
}

/** The candidates that the tokens depend on, directly or indirectly. */
function neededProviders(candidates: Provider[] | undefined, tokens: Dependencies): Provider[] {
  if (!candidates?.length) return [];
  const needed = new Set<Provider>();
  const visit = (dependencies: Dependencies): void => {
    for (const dependency of dependencies) {
      const provider = candidates.find((candidate) => tokenOf(candidate) === tokenOfDependency(dependency));
      if (!provider || needed.has(provider)) continue;
      needed.add(provider);
      if ('inject' in provider) visit(provider.inject ?? []);
    }
  };
  visit(tokens);
  return [...needed];
}

function tokenOf(provider: Provider): unknown {
  return typeof provider === 'function' ? provider : provider.provide;
}

function tokenOfDependency(dependency: Dependencies[number]): unknown {
  return typeof dependency === 'object' && 'token' in dependency ? dependency.token : dependency;
}
