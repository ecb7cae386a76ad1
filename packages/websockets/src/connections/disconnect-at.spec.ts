import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Connection } from './connection.js';
import { linkConnection } from './connection-of.js';
import { disconnectAt } from './disconnect-at.js';

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function connected(adapter = {}) {
  const client = { close: vi.fn() };
  const connection = new Connection(
    client,
    { adapter, highWaterMark: 1, rooms: undefined, addressOf: undefined } as never,
    1,
  );
  linkConnection(client, connection);
  return { client, connection };
}

it('disconnects at a date beyond the maximum timer of Node', () => {
  const { client } = connected();
  disconnectAt(client, new Date(Date.now() + 60 * DAY_MS));
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(client.close).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(client.close.mock.calls).toEqual([[4401, 'Expired']]);
  expect(vi.getTimerCount()).toBe(0);
});

it('follows changes of the clock', () => {
  const { client } = connected();
  disconnectAt(client, Date.now() + DAY_MS, 4000);
  vi.setSystemTime(Date.now() + DAY_MS);
  vi.advanceTimersByTime(30_000);
  expect(client.close.mock.calls).toEqual([[4000, 'Expired']]);
});

it('disconnects immediately if the date has passed', () => {
  const { client } = connected();
  disconnectAt(client, Date.now() - 1);
  expect(client.close).toHaveBeenCalledTimes(1);
});

it('disconnects through the adapter, which may translate the code', () => {
  const closeClient = vi.fn();
  const { client } = connected({ closeClient });
  disconnectAt(client, Date.now() - 1);
  expect(closeClient.mock.calls).toEqual([[client, 4401, 'Expired']]);
  expect(client.close).not.toHaveBeenCalled();
});

it('replaces the date, and removes it with Infinity and when the client disconnects', () => {
  const { client, connection } = connected();
  disconnectAt(client, Date.now() + 1_000);
  disconnectAt(client, Date.now() + 2_000);
  vi.advanceTimersByTime(1_999);
  expect(client.close).not.toHaveBeenCalled();
  disconnectAt(client, Number.POSITIVE_INFINITY);
  expect(vi.getTimerCount()).toBe(0);
  disconnectAt(client, Date.now() + 1_000);
  connection.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(client.close).not.toHaveBeenCalled();
});

it('takes what refers to a socket as its `native`, such as a GatewayClient', () => {
  const { client } = connected();
  disconnectAt({ native: client }, Date.now() - 1);
  expect(client.close).toHaveBeenCalledTimes(1);
  for (const native of [undefined, null, 'text', {}])
    expect(() => disconnectAt({ native }, Date.now())).toThrow('PORTICO_WS_DISCONNECT_AT');
});

it('rejects values that are not a client or not a date', () => {
  expect(() => disconnectAt({}, Date.now())).toThrow('PORTICO_WS_DISCONNECT_AT');
  expect(() => disconnectAt(connected().client, new Date('never'))).toThrow('PORTICO_WS_DISCONNECT_AT');
});
