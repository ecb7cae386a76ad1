import type { RouteMatchingOptions } from '@portico/core/adapters';
import type { FastifyInstance } from 'fastify';

/** Options of Fastify's router, which Fastify 5 accepts at the top level and in `routerOptions`. */
interface RouterConfig {
  caseSensitive?: boolean;
  ignoreTrailingSlash?: boolean;
  ignoreDuplicateSlashes?: boolean;
  useSemicolonDelimiter?: boolean;
}

/** Returns how the router of an instance compares paths. */
export function matchingOptionsOf({ initialConfig }: FastifyInstance): RouteMatchingOptions {
  const config: RouterConfig = { ...initialConfig, ...initialConfig.routerOptions };
  return {
    caseSensitive: config.caseSensitive !== false,
    ignoreTrailingSlash: config.ignoreTrailingSlash === true,
    ignoreDuplicateSlashes: config.ignoreDuplicateSlashes === true,
    useSemicolonDelimiter: config.useSemicolonDelimiter === true,
  };
}
