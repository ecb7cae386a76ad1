import { RequestMethod } from '../contracts/request-method.js';
import type { RequestMappingMetadata } from '../contracts/route-parameters.js';
import { type AnyMethodDecorator, decoratedMethod } from '../metadata/decorator-dialect.js';
import { METHOD_METADATA, PATH_METADATA } from '../metadata/keys.js';
import { define } from '../metadata/write.js';

/**
 * Makes a method the handler of a route.
 *
 * @param metadata path or paths (default `/`) and method (default `GET`).
 * @see https://docs.nestjs.com/controllers#routing
 * @example
 * \@RequestMapping({ path: 'cats', method: RequestMethod.POST })
 */
export function RequestMapping(metadata: RequestMappingMetadata = {}): AnyMethodDecorator {
  const path = metadata.path?.length ? metadata.path : '/';
  const method = metadata.method ?? RequestMethod.GET;
  return ((target: unknown, second: unknown, descriptor?: unknown): void => {
    const element = decoratedMethod('RequestMapping', target, second, descriptor);
    define(PATH_METADATA, path, element.target);
    define(METHOD_METADATA, method, element.target);
  }) as AnyMethodDecorator;
}

const mapping =
  (method: RequestMethod) =>
  (path?: string | string[]): AnyMethodDecorator =>
    RequestMapping(path === undefined ? { method } : { path, method });

/** Routes `GET` requests to the path, or paths, to the method. */
export const Get: (path?: string | string[]) => AnyMethodDecorator = mapping(RequestMethod.GET);
/** Routes `POST` requests to the method. */
export const Post: typeof Get = mapping(RequestMethod.POST);
/** Routes `PUT` requests to the method. */
export const Put: typeof Get = mapping(RequestMethod.PUT);
/** Routes `DELETE` requests to the method. */
export const Delete: typeof Get = mapping(RequestMethod.DELETE);
/** Routes `PATCH` requests to the method. */
export const Patch: typeof Get = mapping(RequestMethod.PATCH);
/** Routes `OPTIONS` requests to the method. */
export const Options: typeof Get = mapping(RequestMethod.OPTIONS);
/** Routes `HEAD` requests to the method. */
export const Head: typeof Get = mapping(RequestMethod.HEAD);
/** Routes requests of any method to the method. */
export const All: typeof Get = mapping(RequestMethod.ALL);
/** Routes `SEARCH` requests to the method. */
export const Search: typeof Get = mapping(RequestMethod.SEARCH);
/** Routes WebDAV `PROPFIND` requests to the method. */
export const Propfind: typeof Get = mapping(RequestMethod.PROPFIND);
/** Routes WebDAV `PROPPATCH` requests to the method. */
export const Proppatch: typeof Get = mapping(RequestMethod.PROPPATCH);
/** Routes WebDAV `MKCOL` requests to the method. */
export const Mkcol: typeof Get = mapping(RequestMethod.MKCOL);
/** Routes WebDAV `COPY` requests to the method. */
export const Copy: typeof Get = mapping(RequestMethod.COPY);
/** Routes WebDAV `MOVE` requests to the method. */
export const Move: typeof Get = mapping(RequestMethod.MOVE);
/** Routes WebDAV `LOCK` requests to the method. */
export const Lock: typeof Get = mapping(RequestMethod.LOCK);
/** Routes WebDAV `UNLOCK` requests to the method. */
export const Unlock: typeof Get = mapping(RequestMethod.UNLOCK);
/** Routes `QUERY` requests to the method; named so because `Query` is the parameter decorator. */
export const QueryMethod: typeof Get = mapping(RequestMethod.QUERY);
