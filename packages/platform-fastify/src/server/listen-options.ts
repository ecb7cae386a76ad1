import type { FastifyListenOptions } from 'fastify';

/**
 * Returns Node's arguments of `listen` as Fastify's options. Fastify would create a hidden server for each address of
 * `localhost`; a single server with one address is equivalent for clients, and can be closed.
 */
export function listenOptions(args: readonly unknown[]): FastifyListenOptions {
  const [first, host, backlog] = args;
  if (typeof first === 'object' && first !== null) {
    const options: FastifyListenOptions = { ...first };
    return options.path === undefined ? { ...options, host: options.host ?? '127.0.0.1' } : options;
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return {
    port: Number(first ?? 0),
    host: typeof host === 'string' ? host : '127.0.0.1',
    ...(typeof backlog === 'number' && { backlog }),
  };
}
