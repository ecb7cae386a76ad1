import { RequestMethod } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { RouteRegistration } from '../route-registration.js';

type RegistrationMember =
  | 'get'
  | 'post'
  | 'put'
  | 'delete'
  | 'patch'
  | 'all'
  | 'options'
  | 'head'
  | 'search'
  | 'propfind'
  | 'proppatch'
  | 'mkcol'
  | 'copy'
  | 'move'
  | 'lock'
  | 'unlock'
  | 'query';

/** Gives a route to the platform: in one call where it offers that, else by the member of its method. */
export function registerRoute(adapter: AbstractHttpAdapter, registration: RouteRegistration): void {
  if (adapter.route) {
    adapter.route(registration);
    return;
  }
  const member = RequestMethod[registration.method].toLowerCase() as RegistrationMember;
  adapter[member](registration.path, registration.handler);
}
