import type { StandardSchemaV1 } from '@standard-schema/spec';
import { from, of } from 'rxjs';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  type BodyInputOf,
  type BodyOf,
  defineMessages,
  type EventsOf,
  type GatewayClients,
  MessageBody,
  type MessageSchema,
  type ReplyOf,
  type StreamOf,
  SubscribeMessage,
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

describe('handlers of defined messages', () => {
  it('return the reply, the stream, or an event', () => {
    class Gateway {
      @SubscribeMessage(chat.say)
      now(@MessageBody() _body: BodyOf<Chat['say']>) {
        return { at: 1 };
      }
      @SubscribeMessage(chat.say)
      async later() {
        return { at: 1 };
      }
      @SubscribeMessage(chat.tick)
      observable() {
        return of(1, 2);
      }
      @SubscribeMessage(chat.tick)
      async *generator() {
        yield 1;
      }
      @SubscribeMessage(chat.tick)
      async promised() {
        return from([1]);
      }
      @SubscribeMessage(chat.ping)
      optional() {}
      @SubscribeMessage(chat.ping)
      async optionalLater() {}
      @SubscribeMessage(chat.leave)
      nothing() {}
      @SubscribeMessage(chat.leave)
      async nothingLater() {}
      @SubscribeMessage(chat.leave)
      event() {
        return { event: 'said' as const, data: { from: 'Ada', text: 'hello' } };
      }
    }
    void Gateway;
  });

  it('return nothing else', () => {
    class Gateway {
      // @ts-expect-error: the reply has another type
      @SubscribeMessage(chat.say)
      wrongType() {
        return { at: 'now' };
      }
      // @ts-expect-error: the reply is missing
      @SubscribeMessage(chat.say)
      nothing() {}
      // @ts-expect-error: the promise resolves to another type
      @SubscribeMessage(chat.say)
      async wrongLater() {
        return 5;
      }
      // @ts-expect-error: a value in place of a stream
      @SubscribeMessage(chat.tick)
      value() {
        return 1;
      }
      // @ts-expect-error: values of another type
      @SubscribeMessage(chat.tick)
      async *wrongValues() {
        yield 'one';
      }
      // @ts-expect-error: a stream in place of a reply
      @SubscribeMessage(chat.say)
      stream() {
        return of({ at: 1 });
      }
      // @ts-expect-error: no reply is defined
      @SubscribeMessage(chat.leave)
      unexpected() {
        return 1;
      }
      // @ts-expect-error: the server sends no such event
      @SubscribeMessage(chat.leave)
      wrongEvent() {
        return { event: 'sayd' as const, data: { from: 'Ada', text: 'hello' } };
      }
      // @ts-expect-error: the event has other data
      @SubscribeMessage(chat.leave)
      wrongData() {
        return { event: 'said' as const, data: 1 };
      }
    }
    void Gateway;
  });

  it('are checked with standard decorators, too', () => {
    const context = {} as ClassMethodDecoratorContext;
    SubscribeMessage(chat.say)(() => ({ at: 1 }), context);
    SubscribeMessage(chat.say)(async () => ({ at: 1 }), context);
    // @ts-expect-error: the reply has another type
    SubscribeMessage(chat.say)(() => ({ at: 'now' }), context);
  });

  it('are not checked if they subscribe by a name or a pattern', () => {
    class Gateway {
      @SubscribeMessage('say')
      byName() {
        return 1;
      }
      @SubscribeMessage({ event: 'say' })
      byPattern() {
        return 1;
      }
      @SubscribeMessage<{ cmd: string }>({ cmd: 'say' })
      byTypedPattern() {
        return 1;
      }
    }
    void Gateway;
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
