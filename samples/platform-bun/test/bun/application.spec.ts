import type { INestApplication } from '@portico/common';
import { connectWs, type TestClient } from '@portico/conformance';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../../src/application.js';

let app: INestApplication;
let port: number;
let url: string;

beforeAll(async () => {
  app = await createApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  ({ port } = app.getHttpServer().address());
  url = await app.getUrl();
});
afterAll(() => app.close());

async function follow(topic: string): Promise<TestClient> {
  const client = await connectWs({ port, path: '/news' });
  onTestFinished(() => client.destroy());
  client.send('follow', topic);
  expect(await client.next('following')).toBe(topic);
  return client;
}

const publish = (topic: string, body: object): Promise<Response> =>
  fetch(`${url}/news/${topic}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('the news on Bun', () => {
  it('reach the clients that follow a topic, and no others', async () => {
    const [sports, weather] = [await follow('sports'), await follow('weather')];
    const reply = await publish('sports', { text: 'one nil' });
    expect([reply.status, await reply.json()]).toEqual([201, { readers: 1 }]);
    expect(await sports.next('news')).toEqual({ topic: 'sports', text: 'one nil' });
    expect(weather.rest).toEqual([]);
  });

  it('are commented by a client for the other ones', async () => {
    const [writer, reader] = [await follow('music'), await follow('music')];
    writer.send('comment', { topic: 'music', text: 'loud' });
    expect(await reader.next('comment')).toEqual({ topic: 'music', text: 'loud' });
    writer.send('follow', 'films');
    expect(await writer.next('following')).toBe('films');
    expect(writer.rest).toEqual([]);
  });

  it('fail as on every platform', async () => {
    const reply = await publish('sports', { text: ' ' });
    expect([reply.status, await reply.json()]).toEqual([
      400,
      { statusCode: 400, message: 'News need a text', error: 'Bad Request' },
    ]);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });
});
