import { from, of } from 'rxjs';
import { defineMessages } from '../messages/define-messages.js';
import type { BodyOf } from '../messages/message-types.js';
import type { MessageSchema } from '../messages/schema.js';
import type { HandlerResult } from './message-handler-decorator.js';
import { SubscribeMessage } from './subscribe-message.js';

// Compiled with legacy decorators, and by standard-decorators.spec.ts with standard ones.

declare function schema<T>(): MessageSchema<T>;

const chat = defineMessages(
  {
    say: { body: schema<string>(), reply: schema<{ at: number }>() },
    tick: { stream: schema<number>() },
    ping: { reply: schema<string | undefined>() },
    leave: {},
  },
  { said: schema<{ from: string; text: string }>() },
);

type Chat = typeof chat;

/** Return the reply, the stream, or an event. */
export class Accepted {
  @SubscribeMessage(chat.say)
  now(_body: BodyOf<Chat['say']>) {
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
  @SubscribeMessage(chat.leave)
  declared(): HandlerResult<Chat['leave']> {
    return { event: 'said', data: { from: 'Ada', text: 'hello' } };
  }
  @SubscribeMessage(chat.leave)
  async declaredLater(): Promise<HandlerResult<Chat['leave']>> {
    return { event: 'said', data: { from: 'Ada', text: 'hello' } };
  }
  @SubscribeMessage(chat.say)
  async declaredReply(): Promise<HandlerResult<Chat['say']>> {
    return { at: 1 };
  }
}

/** Return what the definition does not allow. */
export class Rejected {
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
  // @ts-expect-error: that is the result of another message
  @SubscribeMessage(chat.leave)
  async wrongDeclaration(): Promise<HandlerResult<Chat['say']>> {
    return { at: 1 };
  }
  // @ts-expect-error: the event has other data
  @SubscribeMessage(chat.leave)
  wrongData() {
    return { event: 'said' as const, data: 1 };
  }
}

enum Code {
  Hello,
}

/** Subscribe by a name, a number or a pattern. */
export class Unchecked {
  @SubscribeMessage('say')
  byName() {
    return 1;
  }
  @SubscribeMessage(Code.Hello)
  byNumber() {
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
