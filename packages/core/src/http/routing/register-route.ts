import { RequestMethod } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteMember, RouteRegistration } from '../route-registration.js';

/** Registers a route with the platform: by `route()` if the adapter has it, otherwise by the member of its method. */
export function registerRoute(adapter: AbstractHttpAdapter, registration: RouteRegistration): void {
  if (adapter.route) {
    adapter.route(registration);
    return;
  }
  // The names of methods in lower case are those of the members; the compiler does not compute them for an index.
  const member = RequestMethod[registration.method].toLowerCase() as RouteMember;
  const { path, handler } = registration;
  // Three parameters and no result: a library may treat a function with four parameters as an error handler, and may
  // send a returned value.
  adapter[member](
    path,
    (request: unknown, response: unknown, next: NextFunction) => void handler(request, response, next),
  );
}
