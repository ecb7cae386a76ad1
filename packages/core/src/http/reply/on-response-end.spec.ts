import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, createServer as createServer2 } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { onResponseEnd } from './on-response-end.js';

async function listen(server: Server): Promise<string> {
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A request whose response is not sent yet. */
async function ask() {
  const server = createServer();
  const url = await listen(server);
  const controller = new AbortController();
  const arrived = once(server, 'request');
  const reply = fetch(url, { signal: controller.signal, headers: { connection: 'close' } });
  const [, response] = (await arrived) as [unknown, ServerResponse];
  return { response, reply, leave: () => controller.abort() };
}

describe('onResponseEnd()', () => {
  it('calls back once the response has been sent', async () => {
    const { response, reply } = await ask();
    let isSent = false;
    const ended = new Promise<boolean>((resolve) => onResponseEnd(response, () => resolve(isSent)));
    await new Promise(setImmediate);
    isSent = true;
    response.end('x');
    expect(await ended).toBe(true);
    expect(await (await reply).text()).toBe('x');
  });

  it('calls back if the client disconnects before', async () => {
    const { response, reply, leave } = await ask();
    const ended = new Promise<boolean>((resolve) => onResponseEnd(response, () => resolve(response.headersSent)));
    leave();
    await expect(reply).rejects.toThrow();
    expect(await ended).toBe(false);
  });

  it('calls back if the response has been sent already', async () => {
    const { response } = await ask();
    response.end();
    await once(response, 'close');
    await new Promise<void>((resolve) => onResponseEnd(response, resolve));
  });

  it('calls back if the client has disconnected already', async () => {
    const { response, reply, leave } = await ask();
    leave();
    await expect(reply).rejects.toThrow();
    if (!response.destroyed) await once(response, 'close');
    await new Promise<void>((resolve) => onResponseEnd(response, resolve));
  });

  it('calls back for responses of HTTP/2', async () => {
    const server = createServer2();
    const client = connect(await listen(server));
    onTestFinished(() => client.close());
    const arrived = once(server, 'request');
    client.request({ ':path': '/' }).resume();
    const [, response] = (await arrived) as [unknown, ServerResponse];
    const ended = new Promise<void>((resolve) => onResponseEnd(response, resolve));
    response.end('x');
    await ended;
  });
});
