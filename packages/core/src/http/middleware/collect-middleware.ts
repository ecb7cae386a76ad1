import type { NestModule } from '@portico/common';
import type { ModuleRecord } from '../../container/module-record.js';
import type { HandlerEnvironment } from '../../enhancers/describe-handler.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { PathComposer } from '../paths/path-composer.js';
import { compilePattern } from '../paths/path-pattern.js';
import { decodePathText } from '../paths/path-syntax.js';
import { takesMethod } from '../paths/takes-method.js';
import type { RouteMatchingOptions } from '../route-registration.js';
import { versionReaderOf } from '../routing/request-version.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import { compileMatcher, type MatchingEnvironment } from './middleware-binding.js';
import { MiddlewareBuilder } from './middleware-builder.js';
import { type MiddlewareBinding, MiddlewareChain } from './middleware-chain.js';
import { middlewareFunction } from './middleware-instance.js';

/** Collects the middleware of every module: global modules first, then the others in their order. */
export async function collectMiddleware(
  { container, config, resolver }: HandlerEnvironment,
  adapter: AbstractHttpAdapter,
  routes: readonly RouteDefinition[],
): Promise<MiddlewareChain> {
  const versioning = config.getVersioning();
  const [composer, matching] = [new PathComposer(config), adapter.getRouteMatchingOptions()];
  const env: MatchingEnvironment = {
    routes,
    composer,
    matching,
    servesWithoutPrefix: compileWildcards(
      routes.filter(({ prefix }) => prefix !== composer.prefix),
      matching,
    ),
    readVersion: versioning && versionReaderOf(versioning),
  };
  const bindings: MiddlewareBinding[] = [];
  for (const module of globalFirst([...container.modules.values()])) {
    const instance: Partial<NestModule> | undefined = module.instance;
    if (!isConfigured(instance)) continue;
    for (const declaration of await declarationsOf(instance, adapter)) {
      const matches = compileMatcher(env, declaration);
      for (const middleware of declaration.middleware) {
        bindings.push({ matches, run: middlewareFunction(resolver, module, middleware) });
      }
    }
  }
  return new MiddlewareChain(bindings);
}

/** An exclusion from the prefix with a parameter matches the wildcard of a route, but not all of its paths. */
function compileWildcards(routes: readonly RouteDefinition[], { caseSensitive }: RouteMatchingOptions) {
  const wildcards = routes
    .filter(({ ownPath }) => ownPath.includes('*'))
    .map(({ path, method }) => ({
      method,
      matches: compilePattern(decodePathText(path), path, { caseSensitive, prefix: false }),
    }));
  return (path: string, asked: string): boolean =>
    wildcards.some(({ method, matches }) => takesMethod(method, asked) && matches(path) !== undefined);
}

function isConfigured(instance: Partial<NestModule> | undefined): instance is NestModule {
  return typeof instance?.configure === 'function';
}

async function declarationsOf(instance: NestModule, adapter: AbstractHttpAdapter) {
  const builder = new MiddlewareBuilder(adapter);
  await instance.configure(builder);
  return builder.build();
}

function globalFirst(modules: readonly ModuleRecord[]): ModuleRecord[] {
  return [...modules.filter(({ isGlobal }) => isGlobal), ...modules.filter(({ isGlobal }) => !isGlobal)];
}
