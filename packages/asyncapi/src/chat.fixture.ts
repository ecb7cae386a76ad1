import { defineMessages, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { z } from 'zod';
import { AsyncApiMessage } from './decorators/async-api-message.js';

const chat = defineMessages(
  {
    say: { body: z.object({ text: z.string() }), reply: z.object({ at: z.number() }) },
    count: { body: z.object({ from: z.number() }), stream: z.number() },
    leave: {},
  },
  { said: z.object({ text: z.string() }) },
);

/** A gateway with a contract. */
@WebSocketGateway()
export class ChatGateway {
  @AsyncApiMessage({ summary: 'Says something.', examples: [{ text: 'hello' }] })
  @SubscribeMessage(chat.say)
  say() {
    return { at: 1 };
  }
  @SubscribeMessage(chat.count)
  async *count() {
    yield 1;
  }
  @SubscribeMessage(chat.leave)
  leave() {}
}
