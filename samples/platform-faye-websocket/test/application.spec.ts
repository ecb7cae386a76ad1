import type { INestApplication } from '@portico/common';
import { connectWs, type TestClient } from '@portico/conformance';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../src/application.js';

let app: INestApplication;
let port: number;

beforeAll(async () => {
  app = await createApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  ({ port } = app.getHttpServer().address());
});
afterAll(() => app.close());

async function connect(): Promise<TestClient> {
  const client = await connectWs({ port, path: '/board' });
  onTestFinished(() => client.destroy());
  return client;
}

describe('the board on faye-websocket', () => {
  it('sends a line to all other clients, and to clients that connect later', async () => {
    const [writer, reader] = [await connect(), await connect()];
    for (const client of [writer, reader]) expect(await client.next('lines')).toEqual([]);
    writer.send('write', 'hello');
    expect(await reader.next('line')).toBe('hello');
    expect(await writer.next('seen')).toBe(1);
    expect(writer.rest).toEqual([]);
    expect(await (await connect()).next('lines')).toEqual(['hello']);
  });

  it('says what is wrong with a line', async () => {
    const client = await connect();
    client.send('write', ' ');
    expect(await client.next('exception')).toMatchObject({ message: 'A line must be a text of 1 to 200 characters' });
  });

  it('has a page', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<h1>Board</h1>');
  });
});
