import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { pluginMissing } from './errors.js';

const SKIP_OVERRIDE = Symbol.for('skip-override');

/** A plugin whose hooks and parsers hold for the whole application, not only for what is registered inside it. */
export function sharedPlugin(run: (instance: FastifyInstance) => void | Promise<void>): FastifyPluginAsync {
  const plugin: FastifyPluginAsync = async (instance) => run(instance);
  return Object.assign(plugin, { [SKIP_OVERRIDE]: true });
}

type PluginModule = { default: unknown };

/**
 * Loads a plugin when it is first needed, as a plugin that can be registered at once.
 *
 * @param purpose what needs it, for the error that tells what to install
 */
export async function loadPlugin(
  name: string,
  purpose: string,
  load: () => Promise<unknown>,
): Promise<FastifyPluginAsync> {
  try {
    return ((await load()) as PluginModule).default as FastifyPluginAsync;
  } catch (error) {
    throw pluginMissing(name, purpose, error);
  }
}
