import fastify, { type FastifyInstance } from 'fastify';
import { expect, it, vi } from 'vitest';
import { watchSendHooks } from './watch-send-hooks.js';

function watched(): { instance: FastifyInstance; onAdded: () => void } {
  const instance = fastify();
  const onAdded = vi.fn();
  watchSendHooks(instance, onAdded);
  return { instance, onAdded };
}

it('notices hooks that change replies, which still run', async () => {
  const { instance, onAdded } = watched();
  const called: string[] = [];
  instance.addHook('onRoute', () => void called.push('onRoute'));
  expect(onAdded).toHaveBeenCalledTimes(1);
  instance.addHook('onSend', async () => void called.push('onSend'));
  expect(onAdded).toHaveBeenCalledTimes(2);
  instance.get('/', { exposeHeadRoute: false }, async () => 'a');
  await instance.inject('/');
  expect(called).toEqual(['onRoute', 'onSend']);
});

it('notices a hook of an encapsulated plugin', async () => {
  const { instance, onAdded } = watched();
  await instance.register(async (child) => {
    expect(onAdded).not.toHaveBeenCalled();
    child.addHook('onSend', async () => undefined);
  });
  expect(onAdded).toHaveBeenCalledOnce();
});

it('ignores hooks that do not change replies', () => {
  const { instance, onAdded } = watched();
  instance.addHook('onRequest', async () => undefined).addHook('onResponse', async () => undefined);
  expect(onAdded).not.toHaveBeenCalled();
});
