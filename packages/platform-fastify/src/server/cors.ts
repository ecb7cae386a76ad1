import type { FastifyPluginAsync } from 'fastify';
import { loadPlugin, runPlugin, sharedPlugin, withOwnHooks } from './plugins.js';
import type { RequestHooks } from './request-hooks.js';

/**
 * Creates the plugin `@fastify/cors`, with its hooks in front of middleware: browsers would hide the reason of a
 * refusal without CORS headers.
 */
export function corsPlugin(hooks: RequestHooks, options: object | Function | undefined): FastifyPluginAsync {
  return sharedPlugin(async (instance) => {
    const cors = await loadPlugin('@fastify/cors', 'enableCors()', () => import('@fastify/cors'));
    await runPlugin(
      cors,
      withOwnHooks(instance, (hook) => hooks.add(hook)),
      options ?? {},
    );
  });
}
