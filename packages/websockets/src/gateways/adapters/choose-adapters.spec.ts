import type { TransportHost } from '@portico/core/transports';
import { expect, it } from 'vitest';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import type { GatewayRecord } from '../gateway-record.js';
import { chooseAdapters } from './choose-adapters.js';

const [common, plain] = [{}, {}] as GatewayAdapter[];
const gateway = (name: string, adapter?: unknown) => ({ name, options: { adapter } }) as GatewayRecord;

function hostOf(getIoAdapter: () => unknown): TransportHost {
  const named = new Map([['ws', { adapter: plain, inheritedByGateways: false }]]);
  return { config: { getIoAdapter, getNamedAdapters: () => named } } as unknown as TransportHost;
}

it('finds the adapter of each gateway, and treats a class as an option of socket.io', async () => {
  const gateways = [gateway('Chat'), gateway('Plain', 'ws'), gateway('Shared', class RedisAdapter {})];
  const chosen = await chooseAdapters(
    gateways,
    hostOf(() => common),
  );
  expect(chosen.map(({ choice }) => choice)).toEqual([
    { adapter: common, name: undefined, inheritedByGateways: undefined },
    { adapter: plain, name: 'ws', inheritedByGateways: false },
    { adapter: common, name: undefined, inheritedByGateways: undefined },
  ]);
});

it('does not look for a default adapter if all gateways name one', async () => {
  const host = hostOf(() => expect.unreachable('The default adapter was looked for'));
  const [chosen] = await chooseAdapters([gateway('Plain', 'ws')], host);
  expect(chosen?.choice.adapter).toBe(plain);
});

it('lists the existing names', async () => {
  await expect(
    chooseAdapters(
      [gateway('Chat', 'wss')],
      hostOf(() => common),
    ),
  ).rejects.toMatchObject({
    code: 'PORTICO_WS_ADAPTER',
    message: expect.stringContaining(
      'Chat sets the adapter "wss", but the application has no adapter with that name. It has "ws".',
    ),
  });
});
