import type { RouteHandler, RouteMember } from './route-registration.js';

type Handler<TRequest, TResponse> = RouteHandler<TRequest, TResponse>;

/** The documented methods of HTTP adapters that register a route: one for each HTTP method, and {@link all}. */
export abstract class RouteMethods<TRequest = any, TResponse = any> {
  /** @param instance the application of the library, such as the Express application */
  constructor(protected instance?: any) {}

  /** Registers a route for GET, which also handles HEAD unless a route of {@link head} is registered before it. */
  get(handler: Handler<TRequest, TResponse>): any;
  get(path: string, handler: Handler<TRequest, TResponse>): any;
  get(...args: any[]): any {
    return this.addRoute('get', ...args);
  }

  post(handler: Handler<TRequest, TResponse>): any;
  post(path: string, handler: Handler<TRequest, TResponse>): any;
  post(...args: any[]): any {
    return this.addRoute('post', ...args);
  }

  head(handler: Handler<TRequest, TResponse>): any;
  head(path: string, handler: Handler<TRequest, TResponse>): any;
  head(...args: any[]): any {
    return this.addRoute('head', ...args);
  }

  put(handler: Handler<TRequest, TResponse>): any;
  put(path: string, handler: Handler<TRequest, TResponse>): any;
  put(...args: any[]): any {
    return this.addRoute('put', ...args);
  }

  patch(handler: Handler<TRequest, TResponse>): any;
  patch(path: string, handler: Handler<TRequest, TResponse>): any;
  patch(...args: any[]): any {
    return this.addRoute('patch', ...args);
  }

  delete(handler: Handler<TRequest, TResponse>): any;
  delete(path: string, handler: Handler<TRequest, TResponse>): any;
  delete(...args: any[]): any {
    return this.addRoute('delete', ...args);
  }

  options(handler: Handler<TRequest, TResponse>): any;
  options(path: string, handler: Handler<TRequest, TResponse>): any;
  options(...args: any[]): any {
    return this.addRoute('options', ...args);
  }

  /** Registers a route for every method. */
  all(handler: Handler<TRequest, TResponse>): any;
  all(path: string, handler: Handler<TRequest, TResponse>): any;
  all(...args: any[]): any {
    return this.addRoute('all', ...args);
  }

  search(handler: Handler<TRequest, TResponse>): any;
  search(path: string, handler: Handler<TRequest, TResponse>): any;
  search(...args: any[]): any {
    return this.addRoute('search', ...args);
  }

  /** Registers a route for the `QUERY` method. */
  query(handler: Handler<TRequest, TResponse>): any;
  query(path: string, handler: Handler<TRequest, TResponse>): any;
  query(...args: any[]): any {
    return this.addRoute('query', ...args);
  }

  propfind(handler: Handler<TRequest, TResponse>): any;
  propfind(path: string, handler: Handler<TRequest, TResponse>): any;
  propfind(...args: any[]): any {
    return this.addRoute('propfind', ...args);
  }

  proppatch(handler: Handler<TRequest, TResponse>): any;
  proppatch(path: string, handler: Handler<TRequest, TResponse>): any;
  proppatch(...args: any[]): any {
    return this.addRoute('proppatch', ...args);
  }

  mkcol(handler: Handler<TRequest, TResponse>): any;
  mkcol(path: string, handler: Handler<TRequest, TResponse>): any;
  mkcol(...args: any[]): any {
    return this.addRoute('mkcol', ...args);
  }

  copy(handler: Handler<TRequest, TResponse>): any;
  copy(path: string, handler: Handler<TRequest, TResponse>): any;
  copy(...args: any[]): any {
    return this.addRoute('copy', ...args);
  }

  move(handler: Handler<TRequest, TResponse>): any;
  move(path: string, handler: Handler<TRequest, TResponse>): any;
  move(...args: any[]): any {
    return this.addRoute('move', ...args);
  }

  lock(handler: Handler<TRequest, TResponse>): any;
  lock(path: string, handler: Handler<TRequest, TResponse>): any;
  lock(...args: any[]): any {
    return this.addRoute('lock', ...args);
  }

  unlock(handler: Handler<TRequest, TResponse>): any;
  unlock(path: string, handler: Handler<TRequest, TResponse>): any;
  unlock(...args: any[]): any {
    return this.addRoute('unlock', ...args);
  }

  /**
   * Registers the routes of `get(…)`, `post(…)` and the other route methods: the default calls the member of the same
   * name on the library's application with path and handler. Override it if the handlers of the library are not
   * called with `(request, response, next)`.
   *
   * @param member such as `'get'`; `'all'` is for every method
   * @param args `path, handler`, or `handler` alone
   */
  protected addRoute(member: RouteMember, ...args: any[]): any {
    return this.instance[member](...args);
  }
}
