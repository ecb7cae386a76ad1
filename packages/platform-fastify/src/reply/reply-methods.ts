import type { ServerResponse } from 'node:http';
import { validateHeaderValue } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { StreamableFile } from '@portico/common';
import { AbstractHttpAdapter } from '@portico/core';
import { encodeLocation, type Replier, type ReplyPlan } from '@portico/core/adapters';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyServer } from '../options.js';
import { isRawResponse, sendRaw } from './raw-response.js';
import { checkHeaders, renderView, sendBody, sendOrDiscard, takeOver } from './reply.js';
import { sendEvents, sendOrThrow, sendStream } from './send-or-throw.js';

/** The members of the adapter that read a request or send a reply. Middleware and its failures pass Node's own objects. */
export abstract class FastifyReplyMethods<TServer extends FastifyServer> extends AbstractHttpAdapter<
  TServer,
  FastifyRequest,
  FastifyReply
> {
  /** Whether `onSend` hooks may run before a reply: one that calls back later makes an invalid header crash the process. */
  protected mayRunSendHooks = false;

  getRequestHostname(request: FastifyRequest): string {
    // The router uses Node's own request, before Fastify has created its request.
    return request.hostname ?? (request.headers.host ?? '').replace(/:\d+$/, '');
  }

  getRequestMethod(request: FastifyRequest): string {
    // Middleware receives Node's own request, which also has a method.
    return request.method;
  }

  getRequestUrl(request: FastifyRequest): string {
    return request.originalUrl ?? request.url;
  }

  reply(reply: FastifyReply, body: unknown, statusCode?: number): void {
    if (isRawResponse(reply)) {
      sendRaw(reply, body, statusCode);
      return;
    }
    if (statusCode !== undefined) reply.code(statusCode);
    if (body instanceof StreamableFile) this.replyFile(reply, body);
    else sendOrThrow(reply, body, this.mayRunSendHooks);
  }

  override createReplier(plan: ReplyPlan): Replier<FastifyRequest, FastifyReply> {
    const { status, headers } = plan;
    return (_request, reply, body) => {
      if (status !== undefined) reply.code(status);
      for (const [name, value] of headers) reply.header(name, value);
      sendOrThrow(reply, body, this.mayRunSendHooks);
    };
  }

  override replyStream(reply: FastifyReply, stream: Readable, onError: (error: Error) => void): void {
    sendStream(reply, stream, onError);
  }

  override takeOver(reply: FastifyReply): ServerResponse {
    return isRawResponse(reply) ? reply : takeOver(reply);
  }

  override beginEventStream(
    reply: FastifyReply,
    ready: (sink: Writable) => void,
    failed: (error: unknown) => void,
  ): void {
    if (isRawResponse(reply)) ready(reply);
    else sendEvents(reply, ready, failed);
  }

  status(reply: FastifyReply, statusCode: number): unknown {
    if (isRawResponse(reply)) reply.statusCode = statusCode;
    // 200 is already the default; setting it would make Fastify's own `reply.redirect(url)` respond with 200 instead of
    // 302.
    else if (statusCode !== 200 || reply.statusCode !== 200) reply.code(statusCode);
    return reply;
  }

  end(reply: FastifyReply, message?: string): unknown {
    if (isRawResponse(reply)) return reply.end(message);
    this.sendChecked(reply, () => reply.send(message));
    return reply;
  }

  async render(reply: FastifyReply, view: string, options: object): Promise<void> {
    const html = await renderView(reply, view, options);
    this.sendChecked(reply, () => sendBody(reply, html));
  }

  redirect(reply: FastifyReply, statusCode: number, url: string): void {
    this.sendChecked(reply, () => reply.redirect(encodeLocation(url), statusCode ?? 302));
  }

  private sendChecked(reply: FastifyReply, send: () => unknown): void {
    sendOrDiscard(reply, () => {
      if (this.mayRunSendHooks) checkHeaders(reply);
      send();
    });
  }

  isHeadersSent(reply: FastifyReply): boolean {
    return isRawResponse(reply) ? reply.headersSent : reply.sent || reply.raw.headersSent;
  }

  setHeader(reply: FastifyReply, name: string, value: string): unknown {
    return isRawResponse(reply) ? reply.setHeader(name, value) : reply.header(name, value);
  }

  /** A StreamableFile whose type or disposition is no valid header fails before its stream is opened. */
  override setFileHeader(reply: FastifyReply, name: string, value: string): unknown {
    validateHeaderValue(name, value);
    return this.setHeader(reply, name, value);
  }

  getHeader(reply: FastifyReply, name: string): unknown {
    return reply.getHeader(name);
  }

  override removeHeader(reply: FastifyReply, name: string): unknown {
    return reply.removeHeader(name);
  }

  appendHeader(reply: FastifyReply, name: string, value: string): unknown {
    // Fastify itself adds cookies to existing ones.
    if (!isRawResponse(reply) && name.toLowerCase() === 'set-cookie') return reply.header(name, value);
    const standing = reply.getHeader(name);
    const joined = standing === undefined ? value : [...[standing].flat().map(String), value];
    return isRawResponse(reply) ? reply.setHeader(name, joined) : reply.header(name, joined);
  }
}
