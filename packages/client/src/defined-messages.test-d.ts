import { defineMessages } from '@portico/websockets/messages';
import { io } from 'socket.io-client';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { type Client, type ContractOf, createClient } from './index.js';
import type { SocketOf } from './socket.io.js';

class Note {
  stars!: number;
}

const chat = defineMessages(
  {
    say: { body: z.object({ text: z.string().default('hello') }), reply: z.object({ at: z.number() }) },
    tick: { body: z.void(), stream: z.number() },
    note: { body: Note, reply: z.boolean() },
    ping: { reply: z.string() },
    leave: {},
  },
  { said: z.object({ from: z.string() }), ended: z.void() },
);

declare const client: Client<ContractOf<typeof chat>>;

test('a contract as a value types the client', () => {
  expectTypeOf(createClient(chat, 'wss://example.org')).toEqualTypeOf(client);
  expectTypeOf(createClient(chat, () => 'wss://example.org', { timeoutMs: 5 })).toEqualTypeOf(client);
  expectTypeOf(createClient<typeof chat>('wss://example.org')).toEqualTypeOf(client);
  expectTypeOf(client.request('say', { text: 'hello' })).resolves.toEqualTypeOf<{ at: number }>();
  // What the schema fills in need not be sent.
  expectTypeOf(client.request('say', {})).resolves.toEqualTypeOf<{ at: number }>();
  expectTypeOf(client.request('note', { stars: 5 })).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(client.request('ping')).resolves.toEqualTypeOf<string>();
  expectTypeOf(client.stream('tick')).toEqualTypeOf<AsyncIterableIterator<number>>();
  client.emit('leave');
  client.on('said', (data) => expectTypeOf(data).toEqualTypeOf<{ from: string }>());
});

test('what the contract does not have does not compile', () => {
  // @ts-expect-error no such message
  client.request('shout', 'hello');
  // @ts-expect-error a body of another type
  client.request('say', { text: 1 });
  // @ts-expect-error the body is missing
  client.request('say');
  // @ts-expect-error this message has no body
  client.emit('leave', 1);
  // @ts-expect-error its handler does not stream
  client.stream('say', { text: 'hello' });
  // @ts-expect-error no such event
  client.on('heard', () => undefined);
  // @ts-expect-error a URL is missing
  createClient(chat);
});

declare const socket: SocketOf<typeof chat>;

test('the same contract types socket.io-client', () => {
  const connected: SocketOf<typeof chat> = io('https://example.org');
  expectTypeOf(connected).toEqualTypeOf(socket);
  socket.emit('say', { text: 'hello' }, ({ at }) => expectTypeOf(at).toEqualTypeOf<number>());
  expectTypeOf(socket.emitWithAck('say', { text: 'hello' })).resolves.toEqualTypeOf<{ at: number }>();
  expectTypeOf(socket.emitWithAck('ping')).resolves.toEqualTypeOf<string>();
  socket.emit('tick');
  socket.emit('leave');
  socket.on('said', (data) => expectTypeOf(data).toEqualTypeOf<{ from: string }>());
  socket.on('exception', ({ issues }) => issues?.[0]?.path);
  socket.on('connect', () => undefined);
});

test('what the contract does not have does not compile on socket.io-client', () => {
  // @ts-expect-error no such message
  socket.emit('shout', 'hello');
  // @ts-expect-error a body of another type
  socket.emit('say', { text: 1 }, () => undefined);
  // @ts-expect-error no such event
  socket.on('heard', () => undefined);
});
