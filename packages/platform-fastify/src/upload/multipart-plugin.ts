import type { FastifyPluginAsync } from 'fastify';
import { loadPlugin } from '../plugins.js';

/** Loads `@fastify/multipart`, which is installed by applications that read forms. */
export function loadMultipart(): Promise<FastifyPluginAsync> {
  return loadPlugin('@fastify/multipart', 'A file interceptor', () => import('@fastify/multipart'));
}

/** Node's parser of forms would accept 2000 headers for each part. */
export function withHeaderLimit(options: { limits?: object }): object {
  return { ...options, limits: { headerPairs: 100, ...options.limits } };
}
