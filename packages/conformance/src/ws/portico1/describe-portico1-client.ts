import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { inTime, TIMEOUT_MS } from '../../support/in-time.js';
import { type ScriptedConnection, ScriptedServer } from './scripted-server.js';

/** A client library for `portico.1`, with the members that the suite uses. */
export interface Portico1Client {
  /** Sends a message without a reply. */
  emit(event: string, data?: unknown): void;
  /** Resolves to the reply. Rejects with an error whose `payload` is what the server sent, or that has no `payload`. */
  request(event: string, data?: unknown): Promise<unknown>;
  /** Returns the values of a stream. Leaving the loop cancels it. */
  stream(event: string, data?: unknown): AsyncIterable<unknown>;
  /** Adds a listener for an event. Its result is the reply if the server sent a request. */
  on(event: string, listener: (data: unknown) => unknown): void;
  close(): void;
}

export interface Portico1ClientOptions {
  readonly name: string;
  /** Whether the client continues its session after it has reconnected. Default: `false`. */
  readonly recovers?: boolean | undefined;
  /** Creates a client, which connects, and reconnects when the connection is lost. */
  connect(url: string): Portico1Client;
}

interface Scene {
  readonly client: Portico1Client;
  readonly server: ScriptedServer;
  readonly connection: ScriptedConnection;
}

const error = { status: 'error', message: 'refused' };

/**
 * Runs the test suite for clients of the subprotocol `portico.1`. The tests write and read the frames of the server.
 *
 * @example
 * describePortico1Client({ name: 'my client', connect: (url) => new MyClient(url) });
 * @see docs/protocol.md
 */
export function describePortico1Client({ name, connect, recovers = false }: Portico1ClientOptions): void {
  const begin = async (session?: object): Promise<Scene> => {
    const server = await ScriptedServer.start();
    onTestFinished(() => server.close());
    const client = connect(server.url);
    onTestFinished(() => client.close());
    return { client, server, connection: (await server.connection()).begin(session) };
  };

  describe(`portico.1 by ${name}`, () => {
    it('offers the subprotocol, and sends no key in the URL', async () => {
      const { connection } = await begin();
      expect(connection.protocols?.split(/, */)).toContain('portico.1');
    });

    it('sends messages without an id', async () => {
      const { client, connection } = await begin();
      client.emit('say', { text: 'hello' });
      expect(await connection.next()).toEqual({ event: 'say', data: { text: 'hello' } });
    });

    it('sends requests with unique ids, and accepts replies in any order', async () => {
      const { client, connection } = await begin();
      const replies = Promise.all([client.request('first', 1), client.request('second', 2)]);
      const [first, second] = [await connection.next(), await connection.next()];
      expect([first, second]).toMatchObject([
        { event: 'first', data: 1 },
        { event: 'second', data: 2 },
      ]);
      // `isSafeInteger` is not a type guard.
      for (const { id } of [first, second]) expect(Number.isSafeInteger(id) && (id as number) >= 0).toBe(true);
      expect(first.id).not.toBe(second.id);
      connection.send({ id: second.id, data: 'b' }).send({ id: first.id, data: 'a' });
      expect(await settled(replies)).toEqual(['a', 'b']);
    });

    it('accepts any value as a reply', async () => {
      const { client, connection } = await begin();
      for (const value of [null, false, 0, '', [], { error: 'not one' }]) {
        const reply = client.request('ask');
        connection.send({ id: (await connection.next()).id, data: value });
        expect(await settled(reply)).toEqual(value);
      }
      const empty = client.request('ask');
      connection.send({ id: (await connection.next()).id });
      expect((await settled(empty)) ?? null).toBeNull();
    });

    it('rejects with the error that the server sends', async () => {
      const { client, connection } = await begin();
      const reply = client.request('ask');
      connection.send({ id: (await connection.next()).id, error });
      await expect(settled(reply)).rejects.toMatchObject({ payload: error });
    });

    it('ignores unknown frames', async () => {
      const { client, connection } = await begin();
      const reply = client.request('ask');
      const { id } = await connection.next();
      for (const frame of ['', 'not JSON', 'null', '[]', '7', '{}', '{"unknown":1}', Buffer.from([1, 2])]) {
        connection.send(frame);
      }
      connection.send({ id: 123_456, data: 'of nothing' }).send({ id: 123_456, end: true }).send({ id: 'text', error });
      connection.send({ event: 'unheard-of', data: 1 });
      connection.send({ id, data: 'the reply', hint: 'of a later version' });
      expect(await settled(reply)).toBe('the reply');
      expect(connection.rest).toEqual([]);
    });

    it('returns the values of a stream in order, and then ends', async () => {
      const { client, connection } = await begin();
      const values = collect(client.stream('count', 3));
      const { id, ...frame } = await connection.next();
      expect(frame).toEqual({ event: 'count', data: 3 });
      for (const data of [1, null, { two: 2 }]) connection.send({ id, data, more: true });
      connection.send({ id, end: true });
      expect(await settled(values)).toEqual([1, null, { two: 2 }]);
    });

    it('fails a stream with the error of the server after its values', async () => {
      const { client, connection } = await begin();
      const seen: unknown[] = [];
      const values = collect(client.stream('count'), seen);
      const { id } = await connection.next();
      connection.send({ id, data: 1, more: true }).send({ id, error });
      await expect(settled(values)).rejects.toMatchObject({ payload: error });
      expect(seen).toEqual([1]);
    });

    it('cancels a stream once when its loop is left, and ignores further values', async () => {
      const { client, connection } = await begin();
      const left = (async () => {
        for await (const value of client.stream('ticks')) if (value === 2) return value;
        return undefined;
      })();
      const { id } = await connection.next();
      for (const data of [1, 2, 3]) connection.send({ id, data, more: true });
      expect(await settled(left)).toBe(2);
      expect(await connection.next()).toEqual({ cancel: id });
      connection.send({ id, data: 4, more: true }).send({ id, end: true });
      client.emit('after');
      expect(await connection.next()).toMatchObject({ event: 'after' });
    });

    it('uses the first value of a stream as the reply to a request, and cancels the stream', async () => {
      const { client, connection } = await begin();
      const reply = client.request('ticks');
      const { id } = await connection.next();
      connection.send({ id, data: 'first', more: true });
      expect(await settled(reply)).toBe('first');
      expect(await connection.next()).toEqual({ cancel: id });
    });

    it('calls listeners with events', async () => {
      const { client, connection } = await begin();
      const received: unknown[] = [];
      client.on('said', (data) => received.push(data));
      connection
        .send({ event: 'said', data: 'one' })
        .send({ event: 'other', data: 2 })
        .send({ event: 'said', data: 3 });
      await eventually(() => expect(received).toEqual(['one', 3]));
    });

    it('replies to requests of the server, and fails unknown ones', async () => {
      const { client, connection } = await begin();
      client.on('double', async (data) => Number(data) * 2);
      client.on('fail', () => {
        throw new Error('not now');
      });
      connection.send({ event: 'double', data: 4, id: 0 });
      expect(await connection.next()).toEqual({ id: 0, data: 8 });
      for (const event of ['fail', 'unheard-of']) {
        connection.send({ event, id: 1 });
        const reply = await connection.next();
        expect(reply).toMatchObject({ id: 1, error: {} });
        expect(reply).not.toHaveProperty('data');
      }
    });

    it('fails running requests when the connection is lost, and reconnects', async () => {
      const { client, server, connection } = await begin();
      const reply = client.request('ask');
      const values = collect(client.stream('ticks'));
      for (const failing of [reply, values]) failing.catch(() => undefined);
      await connection.next();
      await connection.next();
      connection.socket.close(1012);
      await expect(settled(reply)).rejects.toBeInstanceOf(Error);
      await expect(settled(values)).rejects.toBeInstanceOf(Error);
      const again = (await server.connection()).begin();
      const second = client.request('ask', 'again');
      const frame = await again.next();
      expect(frame).toMatchObject({ event: 'ask', data: 'again' });
      again.send({ id: frame.id, data: 'done' });
      expect(await settled(second)).toBe('done');
    });

    describe.runIf(recovers)('after it has lost its connection', () => {
      const listen = (client: Portico1Client): unknown[] => {
        const received: unknown[] = [];
        client.on('said', (data) => received.push(data));
        return received;
      };
      const drop = async (server: ScriptedServer, connection: ScriptedConnection): Promise<ScriptedConnection> => {
        connection.socket.terminate();
        return server.connection();
      };

      it('sends its session and the offset of the last event, and uses the new key', async () => {
        const { client, server, connection } = await begin({ key: 'a'.repeat(32), offset: '0' });
        const received = listen(client);
        expect(connection.tokens).toEqual([]);
        const second = await drop(server, connection);
        expect(second.tokens).toEqual([`resume.${'a'.repeat(32)}.0`]);
        second.begin({ key: 'b'.repeat(32), recovered: true });
        second.send({ event: 'said', data: 1, offset: 'x-1' }).send({ event: 'unheard-of', offset: 'x-2' });
        second.send({ event: 'said', data: 'volatile' });
        await eventually(() => expect(received).toEqual([1, 'volatile']));
        const third = await drop(server, second);
        expect(third.tokens).toEqual([`resume.${'b'.repeat(32)}.x-2`]);
      });

      it('sends the same session again if no session has begun', async () => {
        const { server, connection } = await begin({ key: 'a'.repeat(32), offset: '0' });
        const second = await drop(server, connection);
        const third = await drop(server, second);
        expect(third.tokens).toEqual(second.tokens);
      });

      it('ignores events that it has already received', async () => {
        const { client, server, connection } = await begin({ key: 'a'.repeat(32), offset: '0' });
        const received = listen(client);
        connection.send({ event: 'said', data: 1, offset: '1' }).send({ event: 'said', data: 2, offset: '2' });
        await eventually(() => expect(received).toEqual([1, 2]));
        const second = (await drop(server, connection)).begin({ key: 'b'.repeat(32), recovered: true });
        for (const data of [2, 3, 3]) second.send({ event: 'said', data, offset: String(data) });
        second.send({ event: 'said', data: 'last' });
        await eventually(() => expect(received).toEqual([1, 2, 3, 'last']));
      });

      it('sends an earlier offset if events may arrive out of order', async () => {
        const session = { key: 'a'.repeat(32), offset: '0', overlap: 60_000 };
        const { client, server, connection } = await begin(session);
        const received = listen(client);
        connection.send({ event: 'said', data: 1, offset: '1' }).send({ event: 'said', data: 2, offset: '2' });
        await eventually(() => expect(received).toEqual([1, 2]));
        expect((await drop(server, connection)).tokens).toEqual([`resume.${'a'.repeat(32)}.0`]);
      });

      it('sends no session if the server keeps none, and begins a new one if the server says so', async () => {
        const { client, server, connection } = await begin();
        const received = listen(client);
        const second = await drop(server, connection);
        expect(second.tokens).toEqual([]);
        second.begin({ key: 'a'.repeat(32), offset: '7' });
        second.send({ event: 'said', data: 1, offset: '8' });
        await eventually(() => expect(received).toEqual([1]));
        const third = (await drop(server, second)).begin({ key: 'b'.repeat(32), offset: '5' });
        third.send({ event: 'said', data: 2, offset: '8' });
        await eventually(() => expect(received).toEqual([1, 2]));
      });
    });
  });
}

async function collect(stream: AsyncIterable<unknown>, into: unknown[] = []): Promise<unknown[]> {
  for await (const value of stream) into.push(value);
  return into;
}

function settled<T>(promise: Promise<T>): Promise<T> {
  return inTime(promise, () => `The call was still running after ${TIMEOUT_MS} ms`);
}
