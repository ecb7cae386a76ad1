import { SingleWriteResponse } from '@portico/core';
import type { FastifyAdapterOptions } from './options.js';

/** Lets the server of HTTP/1.1 that Fastify creates send responses with one write, unless it has its own responses. */
export function withSingleWrites(options: FastifyAdapterOptions): FastifyAdapterOptions {
  if (options.http2) return options;
  const server = { ServerResponse: SingleWriteResponse };
  return 'https' in options && options.https
    ? { ...options, https: { ...server, ...options.https } }
    : { ...options, http: { ...server, ...('http' in options && options.http) } };
}
