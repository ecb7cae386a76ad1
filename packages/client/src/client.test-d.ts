import { expectTypeOf, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, createClient, type Status } from './index.js';

interface Chat {
  messages: {
    say: { body: { text: string }; reply: { at: number } };
    leave: { reply: boolean };
    ticks: { stream: number };
    find: { body?: string; reply: string[] };
  };
  events: { said: { from: string } };
}

declare const client: Client<Chat>;

test('calls have the types of their messages', () => {
  expectTypeOf(client.request('say', { text: 'hello' })).resolves.toEqualTypeOf<{ at: number }>();
  expectTypeOf(client.request('leave')).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(client.request('leave', undefined, { timeoutMs: 5 })).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(client.request('find')).resolves.toEqualTypeOf<string[]>();
  expectTypeOf(client.request('find', 'Ada')).resolves.toEqualTypeOf<string[]>();
  expectTypeOf(client.stream('ticks')).toEqualTypeOf<AsyncIterableIterator<number>>();
  expectTypeOf(client.status.value).toEqualTypeOf<Status>();
  client.on('said', (data) => expectTypeOf(data).toEqualTypeOf<{ from: string }>());
});

test('wrong names and bodies do not compile', () => {
  // @ts-expect-error no such message
  client.request('shout', 'hello');
  // @ts-expect-error a body of another type
  client.request('say', { text: 1 });
  // @ts-expect-error the body is missing
  client.emit('say');
  // @ts-expect-error an optional body of another type
  client.request('find', 1);
  // @ts-expect-error no such event
  client.on('heard', () => undefined);
});

test('without a contract anything may be sent', () => {
  const any = createClient('ws://127.0.0.1:1', { WebSocket });
  const reply = any.request('whatever', 1);
  expectTypeOf(reply).resolves.toBeAny();
  any.on('event', (data) => expectTypeOf(data).toBeAny());
});
