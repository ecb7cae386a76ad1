import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { PathComposer } from '../paths/path-composer.js';
import { compilePattern } from '../paths/path-pattern.js';
import { decodePathText } from '../paths/path-syntax.js';
import { requestPath } from '../paths/request-path.js';
import type { RouteHandler } from '../route-registration.js';

interface Ending {
  readonly handler: RouteHandler;
  /**
   * Returns how many segments of a path belong to the prefix of this application; -1 if the path does not have the
   * prefix.
   */
  depthIn(path: string): number;
}

/** The handlers of the applications that share an instance of a library, in the order in which they were added. */
const endings = new WeakMap<object, Ending[]>();

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
  const ending: Ending = { handler, depthIn: depthUnder(composer.prefix) };
  const all = endings.get(instance) ?? [];
  endings.set(instance, all);
  all.push(ending);
  return (request, response, next) => {
    if (all.at(-1) !== ending) return next();
    const path = all.length > 1 ? requestPath(adapter.rawRequest(request).url ?? '/') : '';
    return ownerOf(all, path, ending).handler(request, response, next);
  };
}

function ownerOf(all: readonly Ending[], path: string, last: Ending): Ending {
  if (all.length === 1) return last;
  let owner = last;
  let deepest = -1;
  for (const ending of all) {
    const depth = ending.depthIn(path);
    if (depth <= deepest) continue;
    owner = ending;
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
