import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { PathComposer } from '../paths/path-composer.js';
import { compilePattern } from '../paths/path-pattern.js';
import { requestPath } from '../paths/request-path.js';
import type { RouteHandler } from '../route-registration.js';

interface Ending {
  readonly handler: RouteHandler;
  /** How many segments of a path are this application's prefix; -1 when the path lies elsewhere. */
  depthIn(path: string): number;
}

/** The handlers of the applications that share an instance of a library, in the order in which they were added. */
const endings = new WeakMap<object, Ending[]>();

/**
 * Several applications may serve one instance of a library, such as an Express application. A request that the first one
 * has no route for goes on to the next; when none has one, the application whose prefix it lies under replies.
 *
 * @param handler replies to a request that no route took
 */
export function shareNotFound(
  adapter: AbstractHttpAdapter,
  composer: PathComposer,
  handler: RouteHandler,
): RouteHandler {
  const instance: unknown = adapter.getInstance();
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
  const isUnder = compilePattern(prefix, 'setGlobalPrefix()', { caseSensitive: false, prefix: true });
  const depth = prefix.split('/').length - 1;
  return (path) => (isUnder(path) ? depth : -1);
}
