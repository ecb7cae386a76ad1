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
  const slashes = path.split('/').length - 1;
  instance.addHook('onRoute', (route) => {
    if (route.url !== `${path}*`) return;
    const { handler } = route;
    route.handler = function (request, reply) {
      return handler.call(this, withPrefix(request, path, slashes), reply);
    };
  });
}

/**
 * Returns a view of a request in whose URL the first segments are those of the prefix.
 *
 * @param slashes how many slashes the prefix has, the last one included
 */
function withPrefix(request: FastifyRequest, path: string, slashes: number): FastifyRequest {
  const { url: requested = '/' } = request.raw;
  const url = path + requested.split('/').slice(slashes).join('/');
  const raw: IncomingMessage = Object.create(request.raw, { url: { value: url } });
  return Object.create(request, { raw: { value: raw } });
}
