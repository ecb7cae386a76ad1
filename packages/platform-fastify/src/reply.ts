import { type ServerResponse, validateHeaderValue } from 'node:http';
import type { FastifyReply } from 'fastify';
import { viewEngineMissing } from './errors.js';

/** Sends a value: `undefined` and `null` as an empty body, objects through Fastify's serializer, bytes unchanged. */
export function sendBody(reply: FastifyReply, body: unknown): void {
  if (body === undefined || body === null) reply.send();
  else if (typeof body === 'bigint' || typeof body === 'symbol' || typeof body === 'function') reply.send(String(body));
  else reply.send(body);
}

/** Renders a view with the engine of `setViewEngine()`, and sends it. */
export async function renderView(reply: FastifyReply, view: string, options: object): Promise<void> {
  if (typeof reply.viewAsync !== 'function') throw viewEngineMissing(view);
  const html = await reply.viewAsync(view, options);
  if (!reply.getHeader('content-type')) reply.type('text/html; charset=utf-8');
  reply.send(html);
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

/** Sets the headers of the reply on Node's response, for code that writes to that response directly. */
export function copyHeaders(reply: FastifyReply, raw: ServerResponse): void {
  if (raw.headersSent) return;
  const headers = reply.getHeaders();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) raw.setHeader(name, value);
  }
}

/** Removes headers that Node refuses to write, because the error response would fail for the same reason. */
export function removeInvalidHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    try {
      for (const line of [value].flat()) if (line !== undefined) validateHeaderValue(name, String(line));
    } catch {
      reply.removeHeader(name);
    }
  }
}

/** Fastify closes a connection after an error of a parser, but not where no parser takes a body. */
export function keepConnection(reply: FastifyReply): void {
  if (reply.getHeader('connection') === 'close' && reply.raw.shouldKeepAlive) reply.header('connection', 'keep-alive');
}

/** Returns a URL for a header: characters that are invalid there are percent-encoded, and existing escapes are kept. */
export function encodeUrl(url: string): string {
  return url.replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (character) => encodeURIComponent(character));
}
