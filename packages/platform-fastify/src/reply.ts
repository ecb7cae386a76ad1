import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Sends a settled value: nothing as an empty body, objects through Fastify's serialiser, bytes as they are. */
export function sendBody(reply: FastifyReply, body: unknown): void {
  if (body === undefined || body === null) reply.send();
  else if (typeof body === 'bigint' || typeof body === 'symbol' || typeof body === 'function') reply.send(String(body));
  else reply.send(body);
}

/** Takes the response away from Fastify, with the status and the headers that were set on the reply. */
export function takeOver(reply: FastifyReply): ServerResponse {
  const { raw } = reply;
  if (!reply.sent) {
    copyHeaders(reply, raw);
    reply.hijack();
  }
  return raw;
}

/** Puts the headers of the reply on Node's response, for whoever writes to that directly. */
export function copyHeaders(reply: FastifyReply, raw: ServerResponse): void {
  if (raw.headersSent) return;
  const headers = reply.getHeaders();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) raw.setHeader(name, value);
  }
}
