import type { IncomingMessage } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import type { HonoContext } from './hono-app.js';

/**
 * What handlers get as request: Node's own, so that what middleware puts on it is seen by all, with what core reads
 * beside that, and the way to Hono's context.
 */
export interface HonoRequest extends IncomingMessage {
  method: string;
  /** Path and query; without the mount path in middleware that is mounted. */
  url: string;
  /** Path and query as the client wrote them. */
  readonly originalUrl: string;
  readonly context: HonoContext;
  readonly ip: string | undefined;
  query: ParsedUrlQuery;
  params: Record<string, string | string[]>;
  body?: unknown;
  rawBody?: Buffer;
}

/** Puts on Node's request what core reads from one. */
export function toHonoRequest(context: HonoContext): HonoRequest {
  const { incoming } = context.env;
  const url = incoming.url ?? '/';
  const start = url.indexOf('?');
  return Object.assign(incoming as unknown as HonoRequest, {
    originalUrl: url,
    context,
    ip: incoming.socket.remoteAddress,
    query: parse(start < 0 ? '' : url.slice(start + 1)),
    params: {},
  });
}
