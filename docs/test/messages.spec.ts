import type { AddressInfo } from 'node:net';
import { createClient } from '@portico/client';
import { type INestApplication, Module, type Type, UseFilters, type WebSocketAdapter } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { Test } from '@portico/testing';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ChatModule } from '../examples/messages/chat.gateway.js';
import { ReviewModule } from '../examples/messages/classes.js';
import { talk } from '../examples/messages/client.js';
import { chat } from '../examples/messages/contract.js';
import { InvalidMessageFilter } from '../examples/messages/invalid-message.filter.js';
import { talkOverSocketIo } from '../examples/messages/socket.io-client.js';

async function serve(
  module: Type<unknown>,
  createAdapter: (app: INestApplication) => WebSocketAdapter,
): Promise<string> {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(createAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  return `ws://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

const ISSUE = { path: ['text'], message: 'Too small: expected string to have >=1 characters' };

it('works with the typed client', async () => {
  const url = await serve(ChatModule, (app) => new WsAdapter(app));
  const said: string[] = [];
  await talk(url, (text) => said.push(text));
  expect(said[0]).toBe('said at number');
  expect(JSON.parse(said[1] as string)).toEqual({
    status: 'error',
    message: 'Invalid message body',
    issues: [ISSUE],
    cause: { pattern: 'say', data: { text: '' } },
  });
});

it('works with the typed socket of socket.io', async () => {
  const url = await serve(ChatModule, (app) => new IoAdapter(app));
  const said: string[] = [];
  await talkOverSocketIo(url, (text) => said.push(text));
  expect(said).toEqual(['said at number', `Invalid message body: ${ISSUE.message}`]);
});

it('validates with a class', async () => {
  const client = createClient(await serve(ReviewModule, (app) => new WsAdapter(app)), { WebSocket });
  onTestFinished(() => client.close());
  expect(await client.request('review', { stars: 5, text: 'good' })).toBe('5 stars: good');
  await expect(client.request('review', { stars: 6, text: 'good' })).rejects.toMatchObject({
    payload: { issues: [{ path: ['stars'], message: 'stars must not be greater than 5' }] },
  });
});

it('sends issues in another form', async () => {
  @UseFilters(new InvalidMessageFilter())
  @WebSocketGateway()
  class ChatGateway {
    @SubscribeMessage(chat.say)
    say() {
      return { at: 1 };
    }
  }
  @Module({ providers: [ChatGateway] })
  class FilteredModule {}
  const client = createClient(await serve(FilteredModule, (app) => new WsAdapter(app)), { WebSocket });
  onTestFinished(() => client.close());
  const invalid = new Promise((resolve) => client.on('invalid', resolve));
  client.emit('say', { text: '' });
  expect(await invalid).toEqual([ISSUE]);
});
