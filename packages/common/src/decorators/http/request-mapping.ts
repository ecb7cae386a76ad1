import { RequestMethod } from '../../contracts/routing/request-method.js';
import type { RequestMappingMetadata } from '../../contracts/routing/route-parameters.js';
import { type AnyMethodDecorator, decoratedMethod } from '../../metadata/decorator-dialect.js';
import { METHOD_METADATA, PATH_METADATA } from '../../metadata/keys.js';
import { define } from '../../metadata/write.js';
import { methodDecorator } from '../both-dialects.js';

/**
 * Marks a method as the handler of a route.
 *
 * @param metadata path or paths (default `/`) and method (default `GET`).
 * @see https://docs.nestjs.com/controllers#routing
 * @example
 * \@RequestMapping({ path: 'cats', method: RequestMethod.POST })
 */
export function RequestMapping(metadata: RequestMappingMetadata = {}): AnyMethodDecorator {
  return mapTo('RequestMapping', metadata.method ?? RequestMethod.GET, metadata.path);
}

function mapTo(decorator: string, method: RequestMethod, given: string | string[] | undefined): AnyMethodDecorator {
  const path = given?.length ? given : '/';
  return methodDecorator((target, second, descriptor) => {
    const element = decoratedMethod(decorator, target, second, descriptor);
    define(PATH_METADATA, path, element.target);
    define(METHOD_METADATA, method, element.target);
  });
}

const mapping =
  (decorator: string, method: RequestMethod) =>
  (path?: string | string[]): AnyMethodDecorator =>
    mapTo(decorator, method, path);

/** Routes `GET` requests to the path, or paths, to the method. */
export const Get: (path?: string | string[]) => AnyMethodDecorator = mapping('Get', RequestMethod.GET);
/** Routes `POST` requests to the method. */
export const Post: typeof Get = mapping('Post', RequestMethod.POST);
/** Routes `PUT` requests to the method. */
export const Put: typeof Get = mapping('Put', RequestMethod.PUT);
/** Routes `DELETE` requests to the method. */
export const Delete: typeof Get = mapping('Delete', RequestMethod.DELETE);
/** Routes `PATCH` requests to the method. */
export const Patch: typeof Get = mapping('Patch', RequestMethod.PATCH);
/** Routes `OPTIONS` requests to the method. */
export const Options: typeof Get = mapping('Options', RequestMethod.OPTIONS);
/** Routes `HEAD` requests to the method. */
export const Head: typeof Get = mapping('Head', RequestMethod.HEAD);
/** Routes requests of any method to the method. */
export const All: typeof Get = mapping('All', RequestMethod.ALL);
/** Routes `SEARCH` requests to the method. */
export const Search: typeof Get = mapping('Search', RequestMethod.SEARCH);
/** Routes WebDAV `PROPFIND` requests to the method. */
export const Propfind: typeof Get = mapping('Propfind', RequestMethod.PROPFIND);
/** Routes WebDAV `PROPPATCH` requests to the method. */
export const Proppatch: typeof Get = mapping('Proppatch', RequestMethod.PROPPATCH);
/** Routes WebDAV `MKCOL` requests to the method. */
export const Mkcol: typeof Get = mapping('Mkcol', RequestMethod.MKCOL);
/** Routes WebDAV `COPY` requests to the method. */
export const Copy: typeof Get = mapping('Copy', RequestMethod.COPY);
/** Routes WebDAV `MOVE` requests to the method. */
export const Move: typeof Get = mapping('Move', RequestMethod.MOVE);
/** Routes WebDAV `LOCK` requests to the method. */
export const Lock: typeof Get = mapping('Lock', RequestMethod.LOCK);
/** Routes WebDAV `UNLOCK` requests to the method. */
export const Unlock: typeof Get = mapping('Unlock', RequestMethod.UNLOCK);
/** Routes `QUERY` requests to the method; the name `Query` is used by the parameter decorator. */
export const QueryMethod: typeof Get = mapping('QueryMethod', RequestMethod.QUERY);
