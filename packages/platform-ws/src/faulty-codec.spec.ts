import { once } from 'node:events';
import {
  type Codec,
  type CodecReader,
  type DiscardedMessage,
  MessageBody,
  messageStatsOf,
  type ReplyWriter,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import { from } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type WebSocketServer as Server, WebSocket } from 'ws';
import { WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

const HANDLERS = ['generator', 'observable', 'value', 'nothing', 'exception'];
const STREAMS = ['generator', 'observable'];

@WebSocketGateway()
class ResultsGateway {
  @WebSocketServer() readonly server!: Server;

  @SubscribeMessage('generator')
  async *generator() {
    yield* [1, 2];
  }

  @SubscribeMessage('observable')
  observable() {
    return from([1, 2]);
  }

  @SubscribeMessage('value')
  value(@MessageBody() data: unknown) {
    return data;
  }

  @SubscribeMessage('nothing')
  nothing() {}

  @SubscribeMessage('exception')
  exception() {
    throw new Error('of the handler');
  }
}

/** Starts a server with a codec, and connects a client that has chosen it. */
async function start(open: Codec['open']) {
  const codec: Codec = { protocol: 'faulty.example', open, encodeEvent: (event) => event };
  const discarded: DiscardedMessage[] = [];
  const { app, errors, port } = await startApplication(
    [ResultsGateway],
    (app) =>
      new WsAdapter(app, { codecs: [codec], onDiscardedMessage: (_client, message) => void discarded.push(message) }),
  );
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, codec.protocol);
  onTestFinished(() => socket.terminate());
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  await once(socket, 'open');
  return { discarded, errors, frames, socket, stats: () => messageStatsOf(app.get(ResultsGateway).server) };
}

/** Reads the name of an event as a request, whose frames all begin with that name. */
const readRequests =
  (fault: (name: string) => Partial<ReplyWriter>, closed: string[]): Codec['open'] =>
  (channel) => ({
    read: (frame) => {
      const event = String(frame);
      const writer: ReplyWriter = {
        reply: () => channel.send(`${event} reply`),
        next: () => channel.send(`${event} next`),
        end: () => channel.send(`${event} end`),
        fail: () => channel.send(`${event} fail`),
        closed: () => void closed.push(event),
        ...fault(event),
      };
      channel.request(event, 1, writer);
    },
  });

const fails = (what: string) => (): never => {
  throw new Error(`${what} fails`);
};

it('fails requests whose end or whose reply without a value cannot be written', async () => {
  const closed: string[] = [];
  const broken = () => ({ reply: fails('reply'), end: fails('end') });
  const { errors, frames, socket, stats } = await start(readRequests(broken, closed));
  for (const event of HANDLERS) socket.send(event);
  const expected = HANDLERS.flatMap((event) => {
    const values = STREAMS.includes(event) ? [`${event} next`, `${event} next`] : [];
    return [...values, `${event} fail`];
  });
  while (frames.length < expected.length) await once(socket, 'message');
  expect(frames.toSorted()).toEqual(expected.toSorted());
  await vi.waitFor(() => expect(stats()).toMatchObject({ failed: 5, completed: 0, running: 0, streaming: 0 }));
  expect(closed.toSorted()).toEqual(HANDLERS.toSorted());
  expect(errors.filter((line) => line.includes('end fails'))).toHaveLength(2);
  expect(errors.filter((line) => line.includes('reply fails'))).toHaveLength(2);
});

it('counts requests as failed if their failure cannot be written either', async () => {
  const all = () => ({
    reply: fails('reply'),
    next: fails('next'),
    end: fails('end'),
    fail: fails('fail'),
    closed: fails('closed'),
  });
  const { discarded, errors, socket, stats } = await start(readRequests(all, []));
  for (const event of [...HANDLERS, 'unheard-of']) socket.send(event);
  await vi.waitFor(() =>
    expect(stats()).toMatchObject({ accepted: 6, failed: 5, running: 0, streaming: 0, queued: 0 }),
  );
  expect(discarded).toEqual([{ reason: 'unknown-event', event: 'unheard-of', data: 1 }]);
  expect(errors.join('\n')).toContain('The failure of a request could not be sent');
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

it('discards frames that an asynchronous reader cannot read', async () => {
  const { discarded, frames, socket, stats } = await start((channel) => {
    const reader: CodecReader = {
      async read(frame) {
        channel.receive('value', JSON.parse(String(frame)));
        channel.send('read');
      },
    };
    return reader;
  });
  socket.send('not JSON');
  socket.send('1');
  while (frames.length < 1) await once(socket, 'message');
  await vi.waitFor(() => expect(discarded).toHaveLength(1));
  expect(discarded).toEqual([{ reason: 'malformed', data: Buffer.from('not JSON'), error: expect.any(SyntaxError) }]);
  expect(stats()).toMatchObject({ accepted: 2, completed: 1, discarded: { malformed: 1 } });
});
