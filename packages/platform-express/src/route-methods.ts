import { RequestMethod } from '@portico/common';

/** The names under which Express registers a route of each method. */
const METHODS = {
  [RequestMethod.ALL]: 'all',
  [RequestMethod.GET]: 'get',
  [RequestMethod.POST]: 'post',
  [RequestMethod.PUT]: 'put',
  [RequestMethod.DELETE]: 'delete',
  [RequestMethod.PATCH]: 'patch',
  [RequestMethod.OPTIONS]: 'options',
  [RequestMethod.HEAD]: 'head',
  [RequestMethod.SEARCH]: 'search',
  [RequestMethod.PROPFIND]: 'propfind',
  [RequestMethod.PROPPATCH]: 'proppatch',
  [RequestMethod.MKCOL]: 'mkcol',
  [RequestMethod.COPY]: 'copy',
  [RequestMethod.MOVE]: 'move',
  [RequestMethod.LOCK]: 'lock',
  [RequestMethod.UNLOCK]: 'unlock',
  [RequestMethod.QUERY]: 'query',
} as const;

/** Typed as a method that all Express typings know; the call is the same for each. */
export function expressMethod(method: RequestMethod): 'get' {
  return METHODS[method] as 'get';
}
