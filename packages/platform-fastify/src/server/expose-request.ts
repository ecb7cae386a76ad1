import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The members that Node's own request and response have for middleware, in addition to their own. */
type Exposed = 'id' | 'ip' | 'ips' | 'hostname' | 'protocol' | 'query' | 'log' | 'originalUrl';
type ExposedRequest = IncomingMessage & { -readonly [Name in Exposed]?: FastifyRequest[Name] };
type ExposedResponse = ServerResponse & Partial<Pick<FastifyReply, 'log'>>;

/** Sets the properties that middleware expects on Node's own request. */
export function exposeRequest(request: FastifyRequest, reply: FastifyReply): void {
  const raw: ExposedRequest = request.raw;
  raw.originalUrl = request.originalUrl;
  raw.id = request.id;
  raw.ip = request.ip;
  if (request.ips) raw.ips = request.ips;
  raw.hostname = request.hostname;
  raw.protocol = request.protocol;
  raw.query = request.query;
  raw.log = request.log;
  const response: ExposedResponse = reply.raw;
  response.log = request.log;
}
