import { once } from 'node:events';
import {
  type BodyOf,
  defineMessages,
  jsonRpc,
  MessageBody,
  portico1,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

const chat = defineMessages({
  say: { body: z.object({ text: z.string().trim().min(1) }), reply: z.object({ length: z.number() }) },
  count: { body: z.object({ to: z.number().max(5) }), stream: z.number().max(3) },
});

/** A value that the compiler does not check. */
const unknownLength: any = 'long';

@WebSocketGateway()
class ChatGateway {
  @SubscribeMessage(chat.say)
  say(@MessageBody('text') text: string) {
    return { length: text === 'wrong' ? unknownLength : text.length };
  }

  @SubscribeMessage(chat.count)
  async *count(@MessageBody() { to }: BodyOf<typeof chat.count>) {
    for (let value = 1; value <= to; value += 1) yield value;
  }
}

async function connect(protocol: string) {
  const { port, errors } = await startApplication(
    [ChatGateway],
    (app) => new WsAdapter(app, { codecs: [portico1(), jsonRpc()], validateReplies: true }),
  );
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, protocol);
  onTestFinished(() => socket.terminate());
  const received: unknown[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (frame) => {
    received.push(JSON.parse(frame.toString()));
    waiting.shift()?.();
  });
  await once(socket, 'open');
  return {
    errors,
    send: (frame: object) => socket.send(JSON.stringify(frame)),
    next: async () => {
      if (received.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      return received.shift();
    },
  };
}

const issues = [{ path: ['text'], message: expect.stringContaining('>=1') }];
const FAILED = { status: 'error', message: 'Internal server error' };

it('validates requests, replies and streams of portico.1', async () => {
  const { errors, next, send } = await connect('portico.1');
  await next();
  send({ event: 'say', data: { text: ' four ' }, id: 1 });
  expect(await next()).toEqual({ id: 1, data: { length: 4 } });
  send({ event: 'say', data: { text: ' ' }, id: 2 });
  expect(await next()).toMatchObject({ id: 2, error: { message: 'Invalid message body', issues } });
  send({ event: 'say', data: { text: '' } });
  expect(await next()).toMatchObject({ event: 'exception', data: { message: 'Invalid message body', issues } });
  send({ event: 'count', data: { to: 6 }, id: 3 });
  expect(await next()).toMatchObject({ id: 3, error: { issues: [{ path: ['to'] }] } });
  expect(errors).toEqual([]);

  send({ event: 'say', data: { text: 'wrong' }, id: 4 });
  expect(await next()).toMatchObject({ id: 4, error: FAILED });
  send({ event: 'count', data: { to: 5 }, id: 5 });
  for (const data of [1, 2, 3]) expect(await next()).toEqual({ id: 5, data, more: true });
  expect(await next()).toMatchObject({ id: 5, error: FAILED });
  expect(errors).toHaveLength(2);
});

it('fails JSON-RPC requests with invalid parameters with the specified code', async () => {
  const { next, send } = await connect('jsonrpc');
  send({ jsonrpc: '2.0', method: 'say', params: { text: ' four ' }, id: 1 });
  expect(await next()).toEqual({ jsonrpc: '2.0', id: 1, result: { length: 4 } });
  send({ jsonrpc: '2.0', method: 'say', params: { text: '' }, id: 2 });
  expect(await next()).toMatchObject({
    id: 2,
    error: { code: -32602, message: 'Invalid message body', data: { issues } },
  });
});
