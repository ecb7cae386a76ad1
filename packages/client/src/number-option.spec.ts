import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from './index.js';

const url = 'ws://127.0.0.1:1';
const INVALID = [Number.NaN, -1, '10', true, 10n];

it.each(['timeoutMs', 'connectTimeoutMs', 'heartbeatMs', 'queueSize'])('refuses %s unless it is a number', (name) => {
  for (const value of INVALID) {
    const create = () => createClient(url, { WebSocket, [name]: value });
    expect(create).toThrow(RangeError);
    expect(create).toThrow(`${name} is ${String(value)}. Use a number of at least 0, or omit it for the default`);
  }
});

it.each(['minDelayMs', 'maxDelayMs', 'maxAttempts'])('refuses reconnect.%s unless it is a number', (name) => {
  for (const value of INVALID) {
    const create = () => createClient(url, { WebSocket, reconnect: { [name]: value } });
    expect(create).toThrow(RangeError);
    expect(create).toThrow(`reconnect.${name} is ${String(value)}.`);
  }
});

it('uses the defaults for undefined and null', async () => {
  for (const value of [undefined, null]) {
    // Configuration may contain null, which the types do not allow.
    const unset: any = value;
    const client = createClient(url, {
      WebSocket,
      timeoutMs: unset,
      connectTimeoutMs: unset,
      heartbeatMs: unset,
      queueSize: unset,
      reconnect: { minDelayMs: unset, maxDelayMs: unset, maxAttempts: unset },
    });
    for (let sent = 0; sent < 100; sent += 1) client.emit('queued');
    expect(() => client.emit('one too many')).toThrow('The client is offline, and 100 messages are queued already.');
    client.close();
  }
});

it('accepts 0 and Infinity', () => {
  for (const value of [0, Infinity]) {
    const reconnect = { minDelayMs: 0, maxDelayMs: value, maxAttempts: value };
    createClient(url, {
      WebSocket,
      timeoutMs: value,
      connectTimeoutMs: value,
      heartbeatMs: value,
      queueSize: value,
      reconnect,
    }).close();
  }
});

it('refuses the time limit of a request', async () => {
  const client = createClient(url, { WebSocket });
  await expect(client.request('any', 1, { timeoutMs: Number.NaN })).rejects.toThrow('timeoutMs is NaN.');
  client.close();
});
