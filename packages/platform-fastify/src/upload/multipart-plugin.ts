import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { loadPlugin, runPlugin, sharedPlugin, withParserFor } from '../server/plugins.js';
import type { FormRoutes } from './form-routes.js';

/** The plugin for all routes. Like {@link formRoutesPlugin}, it does nothing if the application has registered `@fastify/multipart`. */
export function multipartPlugin(options: object): FastifyPluginAsync {
  return unlessRegistered(async (instance) => {
    await instance.register(await loadMultipart(), withHeaderLimit(options));
  });
}

/** The plugin for those routes that accept forms, if there are any: plugins are loaded when the routes are registered. */
export function formRoutesPlugin(forms: FormRoutes): FastifyPluginAsync {
  return unlessRegistered(async (instance) => {
    if (!forms.isNeeded) return;
    const forRoutes = withParserFor(instance, (request) => forms.accepts(request));
    await runPlugin(await loadMultipart(), forRoutes, withHeaderLimit({}));
  });
}

function unlessRegistered(register: (instance: FastifyInstance) => Promise<void>): FastifyPluginAsync {
  return sharedPlugin(async (instance) => {
    if (!instance.hasContentTypeParser('multipart/form-data')) await register(instance);
  });
}

/** Loads `@fastify/multipart`, which is installed by applications that read forms. */
function loadMultipart(): Promise<FastifyPluginAsync> {
  return loadPlugin('@fastify/multipart', 'A file interceptor', () => import('@fastify/multipart'));
}

/** Node's parser of forms would accept 2000 headers for each part. */
function withHeaderLimit({
  limits,
  ...options
}: {
  limits?: { headerPairs?: number | undefined } | undefined;
}): object {
  return { ...options, limits: { ...limits, headerPairs: limits?.headerPairs ?? 100 } };
}
