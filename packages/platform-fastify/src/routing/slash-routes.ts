import type { RouteOptions } from 'fastify';

/**
 * An optional end, as in `/files/{*path}`, also creates a route for `/files/`. On Express the first declared route that
 * matches this path handles it, and `/files` also matches; Fastify distinguishes the two. Keeps track of routes, so
 * that the one that was declared first handles `/files/` here, too.
 */
export class SlashRoutes<Route extends RouteOptions> {
  private readonly routes = new Map<string, Route>();

  /** Returns the route to register: the given one, or an earlier one with the trailing slash. */
  resolve(route: Route): Route {
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

/** Names of parameters do not affect what a route matches. */
function keyOf(method: string, url: string): string {
  return `${method} ${url.includes(':') ? url.replace(/(?<!:):[^-./(:]+/g, ':') : url}`;
}
