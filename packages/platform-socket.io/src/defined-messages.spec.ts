import { defineMessages, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { IoAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

const chat = defineMessages({ say: { body: z.object({ text: z.string().min(1) }), reply: z.number() } });

/** A value that the compiler does not check. */
const unknownLength: any = 'long';

@WebSocketGateway()
class ChatGateway {
  @SubscribeMessage(chat.say)
  say(@MessageBody('text') text: string) {
    return text === 'wrong' ? unknownLength : text.length;
  }
}

it('acknowledges replies, and with acknowledgeErrors also errors', async () => {
  const { port } = await startApplication(
    [ChatGateway],
    (app) => new IoAdapter(app, { acknowledgeErrors: true, validateReplies: true }),
  );
  const socket = io(`http://127.0.0.1:${port}`, { forceNew: true });
  onTestFinished(() => void socket.close());
  expect(await socket.emitWithAck('say', { text: 'four' })).toBe(4);
  expect(await socket.emitWithAck('say', { text: '' })).toMatchObject({
    message: 'Invalid message body',
    issues: [{ path: ['text'] }],
  });
  expect(await socket.emitWithAck('say', { text: 'wrong' })).toMatchObject({ message: 'Internal server error' });
});
