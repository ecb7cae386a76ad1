import { EventEmitter } from 'node:events';
import { Logger } from '@portico/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { RoomAdapter } from '../contracts/adapter/room-adapter.js';
import { guardRoomAdapter } from './guard-room-adapter.js';
import { tolerateOutages } from './tolerate-outages.js';

/** Has private fields, like clients of the package `redis`. */
class Client extends EventEmitter {
  readonly #sent: string[] = [];
  isDown = false;
  isCluster: boolean | undefined;

  get sent(): string[] {
    return this.#sent;
  }

  async publish(channel: string): Promise<number> {
    if (this.isDown) throw new Error('Socket closed unexpectedly');
    return this.#sent.push(channel);
  }

  duplicate(): Client {
    return Object.assign(new Client(), { isDown: true });
  }
}

function recordWarnings(): string[] {
  const warnings: string[] = [];
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation((text) => void warnings.push(text));
  onTestFinished(() => warn.mockRestore());
  return warnings;
}

function recordUnhandled(): unknown[] {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return unhandled;
}

it('handles rejections of unobserved commands, and logs each outage once', async () => {
  const [warnings, unhandled] = [recordWarnings(), recordUnhandled()];
  const client = new Client();
  const tolerant = tolerateOutages(client);
  expect(await tolerant.publish('a')).toBe(1);
  client.isDown = true;
  void tolerant.publish('b');
  void tolerant.publish('c');
  void tolerant.duplicate().publish('d');
  await expect(tolerant.publish('e')).rejects.toThrow('Socket closed unexpectedly');
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
  expect(warnings).toEqual([
    expect.stringContaining('cannot send to the other processes (Socket closed unexpectedly)'),
  ]);
  client.isDown = false;
  await tolerant.publish('f');
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings.slice(1)).toEqual([expect.stringContaining('can send to the other processes again')]);
  expect(client.sent).toEqual(['a', 'f']);
});

it('logs an outage once for all room adapters of a client, also if they send after they have waited', async () => {
  const warnings = recordWarnings();
  const client = new Client();
  const tolerant = tolerateOutages(client);
  class StreamsAdapter {
    async restoreSession(): Promise<null> {
      await tolerant.publish('read').catch(() => undefined);
      await tolerant.publish('read on').catch(() => undefined);
      return null;
    }
    persistSession(): void {
      void tolerant.publish('keep');
    }
    close(): void {}
  }
  // The members of room adapters that this test needs.
  const adapters = [new StreamsAdapter(), new StreamsAdapter()] as unknown as RoomAdapter[];
  for (const adapter of adapters) guardRoomAdapter(adapter);
  client.isDown = true;
  for (const adapter of adapters) {
    await adapter.restoreSession?.('a', '1');
    adapter.persistSession?.({ sid: 'a', pid: 'a', rooms: [], data: {} });
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([expect.stringContaining('cannot send to the other processes')]);
  client.isDown = false;
  for (const adapter of adapters) await adapter.restoreSession?.('a', '1');
  expect(warnings.slice(1)).toEqual([expect.stringContaining('can send to the other processes again')]);
  // What fails while they are closed is no outage.
  for (const adapter of adapters) adapter.close?.();
  client.isDown = true;
  await tolerant.publish('late').catch(() => undefined);
  expect(warnings).toHaveLength(2);
});

it('names the class of an error without a message', async () => {
  class TimeoutError extends Error {}
  const warnings = recordWarnings();
  const tolerant = tolerateOutages({ publish: () => Promise.reject(new TimeoutError()) });
  await expect(tolerant.publish()).rejects.toThrow(TimeoutError);
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([expect.stringContaining('cannot send to the other processes (TimeoutError)')]);
});

it('does not log the end of an outage when the client is closed', async () => {
  const warnings = recordWarnings();
  const client = Object.assign(new Client(), { isDown: true, isReady: false, quit: async () => 'OK' });
  const tolerant = tolerateOutages(client);
  await tolerant.publish('a').catch(() => undefined);
  await tolerant.quit();
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toHaveLength(1);
});

it('behaves like the client', () => {
  const client = new Client();
  const tolerant = tolerateOutages(client);
  expect(tolerant).toBeInstanceOf(Client);
  expect(tolerant.constructor).toBe(Client);
  expect(tolerant.sent).toBe(client.sent);
  expect(tolerant.publish).toBe(tolerant.publish);
  const heard: number[] = [];
  expect(tolerant.on('ready', (value: number) => heard.push(value))).toBe(tolerant);
  client.emit('ready', 1);
  tolerant.isCluster = true;
  expect([heard, client.isCluster]).toEqual([[1], true]);
});

it('listens to the errors of the connections of a pool', async () => {
  const warnings = recordWarnings();
  const connection = new EventEmitter();
  const pool = tolerateOutages({ connect: async () => connection });
  for (let count = 0; count < 2; count += 1) expect(await pool.connect()).toBe(connection);
  await new Promise((resolve) => setImmediate(resolve));
  expect(connection.listenerCount('error')).toBe(1);
  connection.emit('error', new Error('Connection terminated unexpectedly'));
  expect(warnings).toEqual([expect.stringContaining('Connection terminated unexpectedly')]);
});
