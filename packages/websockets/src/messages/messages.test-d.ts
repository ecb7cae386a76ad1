import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  type BodyInputOf,
  type BodyOf,
  defineMessages,
  type EventsOf,
  type GatewayClients,
  type MessageSchema,
  type ReplyOf,
  type StreamOf,
} from '../index.js';

class Note {
  stars!: number;
}

const chat = defineMessages(
  {
    say: { body: z.object({ text: z.string().trim().default('hello') }), reply: z.object({ at: z.number() }) },
    tick: { body: z.void(), stream: z.number() },
    note: { body: Note },
    ping: { reply: z.string().optional() },
    leave: {},
  },
  { said: z.object({ from: z.string(), text: z.string() }), ended: z.undefined(), noted: Note },
);

type Chat = typeof chat;

describe('definitions of messages', () => {
  it('take schemas of the specification', () => {
    expectTypeOf<StandardSchemaV1<string, number>>().toExtend<MessageSchema<string, number>>();
    expectTypeOf<MessageSchema<string, number>>().toExtend<StandardSchemaV1<string, number>>();
  });

  it('give the types of both sides', () => {
    expectTypeOf(chat.say.event).toEqualTypeOf<'say'>();
    expectTypeOf<BodyOf<Chat['say']>>().toEqualTypeOf<{ text: string }>();
    expectTypeOf<BodyInputOf<Chat['say']>>().toEqualTypeOf<{ text?: string | undefined }>();
    expectTypeOf<ReplyOf<Chat['say']>>().toEqualTypeOf<{ at: number }>();
    expectTypeOf<StreamOf<Chat['tick']>>().toEqualTypeOf<number>();
    expectTypeOf<BodyOf<Chat['note']>>().toEqualTypeOf<Note>();
    // Nobody has looked at what came.
    expectTypeOf<BodyOf<Chat['leave']>>().toEqualTypeOf<unknown>();
    expectTypeOf<BodyInputOf<Chat['leave']>>().toEqualTypeOf<undefined>();
    expectTypeOf<EventsOf<Chat>>().toEqualTypeOf<{
      said: { from: string; text: string };
      ended: undefined;
      noted: Note;
    }>();
  });

  it('refuse what no message consists of', () => {
    // @ts-expect-error: no such part
    defineMessages({ say: { boddy: z.string(), reply: z.string() } });
    // @ts-expect-error: a reply and a stream
    defineMessages({ say: { reply: z.string(), stream: z.string() } });
    // @ts-expect-error: not a schema
    defineMessages({ say: { body: 'string' } });
    // @ts-expect-error: not a schema
    defineMessages({}, { said: { text: 'string' } });
    // @ts-expect-error: no such message
    void chat.shout;
  });
});

describe('events of the server', () => {
  it('are typed where they are sent', () => {
    const clients = {} as GatewayClients<unknown, EventsOf<Chat>>;
    clients.to('room').emit('said', { from: 'Ada', text: 'hello' });
    clients.emit('ended');
    // @ts-expect-error: no such event
    clients.emit('sayd', { from: 'Ada', text: 'hello' });
    // @ts-expect-error: other data
    clients.to('room').except('x').emit('said', { text: 'hello' });
  });
});
