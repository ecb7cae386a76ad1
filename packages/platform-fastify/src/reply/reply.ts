import { type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http';
import { resetHead } from '@portico/core/adapters';
import type { FastifyReply } from 'fastify';
import { viewEngineMissing } from '../errors.js';

/**
 * Sends a value: `undefined` and `null` as an empty body, objects through Fastify's serializer, bytes unchanged. An existing
 * content type is kept.
 */
export function sendBody(reply: FastifyReply, body: unknown): void {
  // A response with the status 205 has no content, and clients of HTTP/2 refuse it.
  if (body === undefined || body === null || reply.statusCode === 205) reply.send();
  else if (typeof body === 'bigint' || typeof body === 'symbol' || typeof body === 'function') reply.send(String(body));
  else if (typeof body === 'object' && isOtherThanJson(reply.getHeader('content-type')) && !isSentUnchanged(body)) {
    // Fastify serializes objects only if their type is JSON.
    reply.send(reply.serialize(body));
  } else reply.send(body);
}

function isOtherThanJson(type: unknown): boolean {
  return type !== undefined && !/json/i.test(String(type));
}

/** Bytes, and what Fastify recognizes itself: streams, a web Response, and errors. */
function isSentUnchanged(body: object): boolean {
  if (ArrayBuffer.isView(body) || body instanceof Error) return true;
  return 'pipe' in body || 'getReader' in body || Reflect.get(body, Symbol.toStringTag) === 'Response';
}

/** Renders a view with the engine of `setViewEngine()`. */
export async function renderView(reply: FastifyReply, view: string, options: object): Promise<unknown> {
  if (typeof reply.viewAsync !== 'function') throw viewEngineMissing(view);
  const html = await reply.viewAsync(view, options);
  if (!reply.getHeader('content-type')) reply.type('text/html; charset=utf-8');
  return html;
}

/** Takes the response away from Fastify, with the status and the headers that were set on the reply. */
export function takeOver(reply: FastifyReply): ServerResponse {
  const { raw } = reply;
  if (!reply.sent) {
    sendOrDiscard(reply, () => copyHeaders(reply, raw));
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

/**
 * Checks the headers of a reply whose head Node writes after `onSend` hooks: if one of them calls back later, nobody could
 * catch the error, which would crash the process.
 *
 * @throws TypeError for an invalid header
 */
export function checkHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) checkHeader(name, value);
}

/** Calls a function that sends a reply. If it throws, the error response can be sent afterwards. */
export function sendOrDiscard(reply: FastifyReply, send: () => unknown): void {
  try {
    send();
  } catch (error) {
    discardHead(reply);
    throw error;
  }
}

/** Discards what Node has refused to write, because the error response would fail for the same reason. */
export function discardHead(reply: FastifyReply): void {
  removeInvalidHeaders(reply);
  resetHead(reply.raw);
}

function removeInvalidHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (name !== 'trailer' && isValidHeader(name, value)) continue;
    reply.removeHeader(name);
  }
}

function isValidHeader(name: string, value: number | string | string[] | undefined): boolean {
  try {
    checkHeader(name, value);
    return true;
  } catch {
    return false;
  }
}

function checkHeader(name: string, value: number | string | string[] | undefined): void {
  validateHeaderName(name);
  for (const line of [value].flat()) if (line !== undefined) validateHeaderValue(name, String(line));
}

/** Fastify closes a connection after an error of a parser, but not where no parser takes a body. */
export function keepConnection(reply: FastifyReply): void {
  if (reply.getHeader('connection') === 'close' && reply.raw.shouldKeepAlive) reply.header('connection', 'keep-alive');
}
