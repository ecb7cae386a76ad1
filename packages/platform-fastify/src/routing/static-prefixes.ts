import { toFastifyPaths } from './route-paths.js';

/**
 * Returns a prefix of static files in the syntax of Fastify's router; several if it has optional parts.
 *
 * @param prefix in the syntax of the paths of routes. `::` is a colon, as Fastify writes it
 */
export function staticPrefixes(prefix: string): string[] {
  return toFastifyPaths(prefix.replaceAll('::', '\\:')).map(({ url }) => url);
}
