import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Lets the route of `@fastify/static` for a prefix read URLs whose prefix is decoded, as the router has matched it. Since
 * version 10.1 the plugin compares the prefix with the URL as the client has sent it, so that one with a space or with
 * letters outside ASCII would match no request.
 *
 * @param prefix in the syntax of Fastify's router
 */
export function decodePrefix(instance: FastifyInstance, prefix: string): void {
  const path = prefix.endsWith('/') ? prefix : `${prefix}/`;
  if (encodeURI(path) === path) return;
  instance.addHook('onRoute', (route) => {
    if (route.url !== `${path}*`) return;
    const { handler } = route;
    route.handler = function (request, reply) {
      return handler.call(this, withPrefix(request, path), reply);
    };
  });
}

/** Returns a view of a request in whose URL the first segments are those of the prefix. */
function withPrefix(request: FastifyRequest, path: string): FastifyRequest {
  const url = path + afterSegments(request.raw.url ?? '/', path.split('/').length - 1);
  const raw: IncomingMessage = Object.create(request.raw, { url: { value: url } });
  return Object.create(request, { raw: { value: raw } });
}

/** @param slashes how many slashes the first segments have, the last one included */
function afterSegments(url: string, slashes: number): string {
  return url.split('/').slice(slashes).join('/');
}
