import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { PathComposer } from '../paths/path-composer.js';
import { compilePattern } from '../paths/path-pattern.js';
import { decodePathText } from '../paths/path-syntax.js';
import { requestPath } from '../paths/request-path.js';
import type { RouteHandler } from '../route-registration.js';

interface NotFoundEntry {
  readonly handler: RouteHandler;
  /**
   * Returns how many segments of a path belong to the prefix of this application; -1 if the path does not have the
   * prefix.
   */
  depthIn(path: string): number;
}

/** The handlers of the applications that share an instance of a library, in the order in which they were added. */
const entriesOf = new WeakMap<object, NotFoundEntry[]>();

/**
 * Several applications can share one instance of a library, such as an Express application. A request without a route
 * in the first one is passed to the next; if none has a route, the application whose prefix the path has replies.
 *
 * @param handler replies to a request without a matching route
 */
export function shareNotFound(
  adapter: AbstractHttpAdapter,
  composer: PathComposer,
  handler: RouteHandler,
): RouteHandler {
  // `getInstance()` tells an adapter that the application uses the instance, which costs each request a hook on Fastify.
  const instance: unknown = adapter['instance'] ?? adapter.getInstance();
  if ((typeof instance !== 'object' && typeof instance !== 'function') || instance === null) return handler;
  const entry: NotFoundEntry = { handler, depthIn: depthUnder(composer.prefix) };
  const all = entriesOf.get(instance) ?? [];
  entriesOf.set(instance, all);
  all.push(entry);
  return (request, response, next) => {
    if (all.at(-1) !== entry) return next();
    const path = all.length > 1 ? requestPath(adapter.rawRequest(request).url ?? '/') : '';
    return entryFor(all, path, entry).handler(request, response, next);
  };
}

function entryFor(all: readonly NotFoundEntry[], path: string, last: NotFoundEntry): NotFoundEntry {
  if (all.length === 1) return last;
  let owner = last;
  let deepest = -1;
  for (const entry of all) {
    const depth = entry.depthIn(path);
    if (depth <= deepest) continue;
    owner = entry;
    deepest = depth;
  }
  return owner;
}

function depthUnder(prefix: string): (path: string) => number {
  if (prefix === '') return () => 0;
  const isUnder = compilePattern(decodePathText(prefix), 'setGlobalPrefix()', { caseSensitive: false, prefix: true });
  const depth = prefix.split('/').length - 1;
  return (path) => (isUnder(path) ? depth : -1);
}
