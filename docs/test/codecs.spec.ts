import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@portico/platform-express';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { codecAdapter, MathModule } from '../examples/codecs/math.gateway.js';

async function connect(protocol: string): Promise<{ client: WebSocket; frames: string[] }> {
  const testing = await Test.createTestingModule({ imports: [MathModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(codecAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const { port } = app.getHttpServer().address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`, protocol);
  const frames: string[] = [];
  client.on('message', (data) => frames.push(String(data)));
  onTestFinished(() => client.terminate());
  await once(client, 'open');
  return { client, frames };
}

async function received(client: WebSocket, frames: string[], count: number): Promise<string[]> {
  while (frames.length < count) await once(client, 'message');
  return frames.splice(0);
}

it('supports the protocol of the page', async () => {
  const { client, frames } = await connect('lines.example');
  for (const line of ['7 sum [1,2]', 'nonsense', '8 sum 1', '9 count 2', '- sum 1', '10 sum []']) client.send(line);
  const [sum, failure, event, ...others] = await received(client, frames, 7);
  expect(sum).toBe('7 = 3');
  expect(failure).toMatch(/^8 ! {"status":"error","message":"Send an array"/);
  expect(event).toMatch(/^- exception {"status":"error"/);
  expect(others).toEqual(expect.arrayContaining(['9 + 1', '9 + 2', '9 .', '10 = 0']));
});

it('also supports portico.1', async () => {
  const { client, frames } = await connect('portico.1');
  client.send('{"event":"sum","data":[1,2],"id":1}');
  const [session, reply] = await received(client, frames, 2);
  expect(session).toMatch(/^{"session":{"id":"[\w-]+","recovered":false,"ping":true}}$/);
  expect(reply).toBe('{"id":1,"data":3}');
});
