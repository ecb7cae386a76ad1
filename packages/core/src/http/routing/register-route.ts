import { RequestMethod } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { RouteMember, RouteRegistration } from '../route-registration.js';

/** Gives a route to the platform: in one call where it offers that, else by the member of its method. */
export function registerRoute(adapter: AbstractHttpAdapter, registration: RouteRegistration): void {
  if (adapter.route) {
    adapter.route(registration);
    return;
  }
  const member = RequestMethod[registration.method].toLowerCase() as RouteMember;
  adapter[member](registration.path, registration.handler);
}
