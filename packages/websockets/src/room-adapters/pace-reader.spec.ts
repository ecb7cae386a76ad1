import { Logger } from '@portico/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { tolerateOutages } from './tolerate-outages.js';

class Client {
  isOpen = true;
  readonly #replies: unknown[] = [['message']];

  duplicate(): Client {
    return new Client();
  }
  async xRead(): Promise<unknown> {
    const reply = this.#replies.shift();
    if (reply === undefined) throw new Error('The client is offline');
    return reply;
  }
  async publish(): Promise<void> {
    throw new Error('The client is closed');
  }
  disconnect(): Promise<void> {
    if (!this.isOpen) throw new Error('The client is closed');
    this.isOpen = false;
    return Promise.resolve();
  }
}

/** Repeats a read at once if it fails, like a room adapter. */
function readForever(client: Client) {
  const results: unknown[] = [];
  async function poll(): Promise<void> {
    results.push(await client.xRead().catch((error: Error) => error.message));
    // Without pauses, nothing else would run.
    if (results.length < 1_000) void poll();
  }
  void poll();
  return results;
}

it('pauses after a failed read of a duplicate, and only then', async () => {
  const reader = tolerateOutages(new Client()).duplicate();
  const results = readForever(reader);
  await vi.waitFor(() => expect(results).toHaveLength(3), { timeout: 5_000 });
  expect(results).toEqual([['message'], 'The client is offline', 'The client is offline']);
  await expect(reader.publish()).rejects.toThrow('closed');
  await reader.disconnect();
});

it('does not read again with a duplicate that is closed for good, and logs that once', async () => {
  const errors: string[] = [];
  const error = vi.spyOn(Logger.prototype, 'error').mockImplementation((text) => void errors.push(text));
  onTestFinished(() => error.mockRestore());
  const reader = tolerateOutages(new Client()).duplicate();
  Object.assign(reader, { isOpen: false });
  const results = [readForever(reader), readForever(reader)];
  await vi.waitFor(() => expect(errors).toEqual([expect.stringContaining('PORTICO_WS_ROOM_CONNECTION')]));
  expect(results.flat()).toEqual([['message']]);
  await reader.disconnect();
});
