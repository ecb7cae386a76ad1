import type { FastifyInstance } from 'fastify';

/** Hooks that run before a reply is sent, or that can add such hooks to routes. */
const SEND_HOOKS: readonly string[] = ['onSend', 'onRoute'];

/** Calls back when a hook that may run before replies is added to an instance, or to one that is encapsulated in it. */
export function watchSendHooks(instance: FastifyInstance, onAdded: () => void): void {
  const { addHook } = instance;
  Reflect.set(instance, 'addHook', function watched(this: FastifyInstance, ...args: unknown[]): unknown {
    if (SEND_HOOKS.includes(String(args[0]))) onAdded();
    return Reflect.apply(addHook, this, args);
  });
}
