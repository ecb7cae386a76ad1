import type { IncomingMessage } from 'node:http';
import {
  errorCodes,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyPluginCallback,
  type FastifyRequest,
} from 'fastify';
import { pluginMissing } from '../errors.js';
import type { RequestHook } from './request-hooks.js';

const SKIP_OVERRIDE = Symbol.for('skip-override');

/**
 * Creates a plugin whose hooks and parsers apply to the whole application, not only to routes that are registered
 * inside it.
 */
export function sharedPlugin(run: (instance: FastifyInstance) => void | Promise<void>): FastifyPluginAsync {
  const plugin: FastifyPluginAsync = async (instance) => run(instance);
  return Object.assign(plugin, { [SKIP_OVERRIDE]: true });
}

/** A plugin with any options: those of the application are passed to it unchanged. */
export type FastifyPlugin = FastifyPluginAsync<never> | FastifyPluginCallback<never>;

/** The result of `import()` of a plugin. */
export interface PluginModule {
  readonly default: FastifyPlugin;
}

/**
 * Loads a plugin when it is first needed, as a plugin that can be registered at once.
 *
 * @param purpose the feature that needs it, for the error
 */
export async function loadPlugin(
  name: string,
  purpose: string,
  load: () => Promise<PluginModule>,
): Promise<FastifyPluginAsync> {
  try {
    const { default: plugin } = await load();
    // Each plugin types its own options.
    return plugin as FastifyPluginAsync;
  } catch (error) {
    throw pluginMissing(name, purpose, error);
  }
}

/** Creates a plugin for the whole application that is loaded when Fastify starts. */
export function optionalPlugin(
  name: string,
  purpose: string,
  load: () => Promise<PluginModule>,
  options: object,
): FastifyPluginAsync {
  return sharedPlugin(async (instance) => {
    await instance.register(await loadPlugin(name, purpose, load), options);
  });
}

/**
 * Returns the instance for a plugin whose `onRequest` hooks have to run at another position than those of the instance.
 */
export function withOwnHooks(instance: FastifyInstance, onRequest: (hook: RequestHook) => void): FastifyInstance {
  const addHook = (name: string, hook: Function): FastifyInstance => {
    if (name === 'onRequest') onRequest(hook.bind(instance));
    else Reflect.apply(instance.addHook, instance, [name, hook]);
    return instance;
  };
  return Object.create(instance, { addHook: { value: addHook } });
}

type BodyParser = (
  request: FastifyRequest,
  payload: IncomingMessage,
  done: (error: Error | null, body?: unknown) => void,
) => void;

/**
 * Returns the instance for a plugin whose body parser is for some requests only; others get 415, as without that
 * parser.
 */
export function withParserFor(
  instance: FastifyInstance,
  accepts: (request: FastifyRequest) => boolean,
): FastifyInstance {
  const addContentTypeParser = (type: string, parser: BodyParser): FastifyInstance => {
    instance.addContentTypeParser(type, (request, payload, done) =>
      accepts(request) ? parser(request, payload, done) : done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE()),
    );
    return instance;
  };
  return Object.create(instance, { addContentTypeParser: { value: addContentTypeParser } });
}

/** Runs a plugin on an instance directly, whether it takes a callback or returns a promise. */
export function runPlugin(
  plugin: FastifyPluginAsync | FastifyPluginCallback,
  instance: FastifyInstance,
  options: object,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const returned: unknown = plugin(instance, options, (error) => (error ? reject(error) : resolve()));
    if (returned instanceof Promise) returned.then(() => resolve(), reject);
  });
}

const PLUGIN_META = Symbol.for('plugin-meta');
const COOKIE_PLUGINS: ReadonlySet<string | undefined> = new Set([
  '@fastify/cookie',
  '@fastify/session',
  '@fastify/secure-session',
]);

/** Returns whether a plugin reads cookies, by the name that it registers itself with. */
export function isCookiePlugin(plugin: object): boolean {
  const meta: { readonly name?: string } | undefined = Reflect.get(plugin, PLUGIN_META);
  return COOKIE_PLUGINS.has(meta?.name);
}
