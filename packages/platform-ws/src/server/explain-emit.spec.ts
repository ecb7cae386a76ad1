import { WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { expect, it } from 'vitest';
import type { WebSocketServer as WsServer } from 'ws';
import { startApplication } from '../test-application.fixture.js';

@WebSocketGateway()
class Gateway {
  @WebSocketServer() server!: WsServer;
}

it('explains once that server.emit() reaches no client', async () => {
  const { app, warnings } = await startApplication([Gateway]);
  const { server } = app.get(Gateway);
  expect(server.emit('said', 'hello')).toBe(false);
  server.emit('said', 'again');
  expect(warnings.filter((warning) => warning.includes('PORTICO_WS_EMIT'))).toEqual([
    expect.stringContaining('broadcast(server.clients, { event: "said", data })'),
  ]);
  await app.close();
});

it('does not warn about events with a listener, and events of ws', async () => {
  const { app, connect, warnings } = await startApplication([Gateway]);
  const { server } = app.get(Gateway);
  const heard: unknown[] = [];
  server.on('said', (text) => heard.push(text));
  expect(server.emit('said', 'hello')).toBe(true);
  (await connect()).terminate();
  await app.close();
  expect(heard).toEqual(['hello']);
  expect(warnings).toEqual([]);
});
