import type { RouteOptions } from 'fastify';

/**
 * An optional tail, as in `/files/{*path}`, makes a route for `/files/` too. On Express the first route that was declared
 * takes that path, and `/files` is one that does; Fastify tells the two apart. Remembers routes, so that `/files/` goes
 * to the one that was declared first here too.
 */
export class SlashRoutes {
  private readonly routes = new Map<string, RouteOptions>();

  /** The route to register: the given one, or an earlier one under the path with the slash. */
  resolve(route: RouteOptions): RouteOptions {
    const { url, method } = route;
    if (url.length > 1 && url.endsWith('/')) {
      const earlier = this.routes.get(keyOf(String(method), url.slice(0, -1)));
      return earlier ? { ...earlier, url: `${earlier.url}/` } : route;
    }
    const key = keyOf(String(method), url);
    if (!this.routes.has(key)) this.routes.set(key, route);
    return route;
  }
}

/** Names of parameters are no part of what a route takes. */
function keyOf(method: string, url: string): string {
  return `${method} ${url.replace(/(?<!:):[\w$]+/g, ':')}`;
}
