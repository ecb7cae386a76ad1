import type { IncomingMessage } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import type { HonoContext } from './hono-app.js';

/**
 * The request that handlers receive: the request of Node, so that properties that middleware sets on it are available, with the
 * members that core reads, and the context of Hono.
 */
export interface HonoRequest extends IncomingMessage {
  method: string;
  /** The path and query. In mounted middleware, without the mount path. */
  url: string;
  /** The path and query that the client sent. */
  readonly originalUrl: string;
  readonly context: HonoContext;
  readonly ip: string | undefined;
  query: ParsedUrlQuery;
  params: Record<string, string | string[]>;
  body?: unknown;
  rawBody?: Buffer;
}

/** Adds the members that core reads to the request of Node. */
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
