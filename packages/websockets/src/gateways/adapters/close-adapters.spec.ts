import { Logger } from '@portico/common';
import { expect, it, vi } from 'vitest';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import { closeServer, disposeAdapter } from './close-adapters.js';

const never = () => new Promise<void>(() => undefined);

function adapterWith(members: Partial<GatewayAdapter>): GatewayAdapter {
  class RedisAdapter {}
  return Object.assign(new RedisAdapter(), { close: () => undefined, ...members }) as GatewayAdapter;
}

function listen() {
  const logger = new Logger();
  const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  return { logger, warnings: () => warn.mock.calls.map(([message]) => String(message)) };
}

it.each([
  ['close', { close: never }],
  ['whenClosed', { whenClosed: never }],
])('waits only for a limited time for %s()', async (_name, members) => {
  const { logger, warnings } = listen();
  await closeServer(logger, adapterWith(members), {}, 10);
  expect(warnings()).toEqual([expect.stringContaining('close() of RedisAdapter has not completed after 0.01 s')]);
});

it('waits only for a limited time for dispose()', async () => {
  const { logger, warnings } = listen();
  await disposeAdapter(logger, adapterWith({ dispose: never }), 10);
  expect(warnings()).toEqual([expect.stringContaining('dispose() of RedisAdapter has not completed after 0.01 s')]);
});

it('passes failures on, and logs nothing in time', async () => {
  const { logger, warnings } = listen();
  const fail = () => Promise.reject(new Error('no reply'));
  await expect(closeServer(logger, adapterWith({ close: fail }), {})).rejects.toThrow('no reply');
  await expect(disposeAdapter(logger, adapterWith({ dispose: fail }))).rejects.toThrow('no reply');
  await closeServer(logger, adapterWith({}), {});
  await disposeAdapter(logger, adapterWith({}));
  expect(warnings()).toEqual([]);
});
