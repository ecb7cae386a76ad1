import { QuietRequest, SingleWriteResponse } from '@portico/core/adapters';
import type { FastifyAdapterOptions } from '../options.js';

const CLASSES = { IncomingMessage: QuietRequest, ServerResponse: SingleWriteResponse };

/** Lets the server of HTTP/1.1 that Fastify creates use the faster requests and responses, unless it has its own. */
export function withServerClasses(options: FastifyAdapterOptions): FastifyAdapterOptions {
  if (options.http2) return options;
  return 'https' in options && options.https
    ? { ...options, https: { ...CLASSES, ...options.https } }
    : { ...options, http: { ...CLASSES, ...('http' in options && options.http) } };
}
