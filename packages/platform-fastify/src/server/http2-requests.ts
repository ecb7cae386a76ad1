import type { FastifyServer } from '../options.js';

/**
 * Stores the time for a complete request on a server of HTTP/2, where core reads it at shutdown. Fastify does so for servers of
 * HTTP/1.1 only.
 *
 * @param requestTimeout the option of the adapter, in milliseconds; default: that of the server
 */
export function limitHttp2Requests(server: FastifyServer, requestTimeout: number | undefined): void {
  if ('updateSettings' in server && requestTimeout !== undefined) Object.assign(server, { requestTimeout });
}
