import { RequestMethod } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteMember, RouteRegistration } from '../route-registration.js';

/** Gives a route to the platform: in one call where it offers that, else by the member of its method. */
export function registerRoute(adapter: AbstractHttpAdapter, registration: RouteRegistration): void {
  if (adapter.route) {
    adapter.route(registration);
    return;
  }
  const member = RequestMethod[registration.method].toLowerCase() as RouteMember;
  const { path, handler } = registration;
  // Three parameters and no result: by four a library may know handlers of errors, and it may send what is returned.
  adapter[member](
    path,
    (request: unknown, response: unknown, next: NextFunction) => void handler(request, response, next),
  );
}
