import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Module } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { freePort } from '@portico/test-support';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { describe, expect, it, onTestFinished } from 'vitest';
import { start } from './application.fixture.js';
import { eventually, jsonOf, openEvents, post } from './event-source.fixture.js';
import type { ApplicationDescription } from './protocol/application.js';
import type { ConnectionRequest, OutgoingMessage } from './protocol/connections.js';

const ROOM = { params: { room: 'blue' }, headers: { authorization: 'Bearer secret' } };

async function startRelay() {
  const application = await start();
  const { url } = application;
  const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  const serverOf = (gateway: string): string =>
    servers.find(({ gateways }) => gateways.includes(gateway))?.id as string;
  const request = (gateway: string, rest: Omit<ConnectionRequest, 'server'>): Promise<Response> =>
    post(`${url}/connections`, { server: serverOf(gateway), ...rest });
  const open = async (gateway: string, rest: Omit<ConnectionRequest, 'server'>) => {
    const response = await request(gateway, rest);
    const { id, ...others } = await jsonOf(response);
    expect([response.status, others]).toEqual([201, {}]);
    const events = await openEvents(`${url}/connections/${id}/events`);
    return {
      id,
      events,
      send: async (message: OutgoingMessage) => {
        expect((await post(`${url}/connections/${id}/messages`, message)).status).toBe(202);
      },
    };
  };
  return { ...application, serverOf, request, open };
}

it('says that the page cannot connect to an application on a Unix socket', async () => {
  const adapter = new ExpressAdapter();
  const { url } = await start({ adapter });
  const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  const folder = await mkdtemp(join(tmpdir(), 'devtools-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const socketPath = join(folder, 'page');
  const second = createServer(adapter.getInstance()).listen(socketPath);
  onTestFinished(() => void second.close());
  await once(second, 'listening');
  const server = servers.find(({ gateways }) => gateways.includes('ChatGateway'))?.id;
  const headers = { 'content-type': 'application/json', host: 'localhost' };
  const asking = request({ socketPath, method: 'POST', path: '/devtools/connections', headers });
  asking.end(JSON.stringify({ server, protocol: 'socket.io' }));
  const [response] = await once(asking, 'response');
  expect([response.statusCode, await text(response)]).toEqual([400, expect.stringContaining('Unix socket')]);
});

describe('messages over socket.io', () => {
  it('have replies and events', async () => {
    const { open } = await startRelay();
    const { send, events } = await open('ChatGateway', {
      protocol: 'socket.io',
      auth: { token: 1 },
      query: { a: 'b' },
    });
    await send({ request: '1', event: 'join', data: 'blue', as: 'request' });
    expect(await events.next('reply')).toMatchObject({ request: '1', data: { text: '{"room":"blue"}' } });
    expect(await events.next('received')).toMatchObject({ event: 'joined', data: { text: '"blue"' } });
    await send({ request: '2', event: 'broken', as: 'send' });
    expect(await events.next('received')).toMatchObject({ event: 'exception' });
  });

  it('that receive no reply can be cancelled', async () => {
    const { open, url } = await startRelay();
    const { id, send, events } = await open('ChatGateway', { protocol: 'socket.io' });
    await send({ request: 'a/b', event: 'nonsense', as: 'request' });
    const cancelled = await fetch(`${url}/connections/${id}/messages/${encodeURIComponent('a/b')}`, {
      method: 'DELETE',
    });
    expect(cancelled.status).toBe(204);
    expect(await events.next('ended')).toMatchObject({ request: 'a/b' });
  });
});

describe('messages over plain WebSockets', () => {
  it('are replied to with events', async () => {
    const { open } = await startRelay();
    const { send, events } = await open('RoomsGateway', { protocol: 'ws', ...ROOM });
    await send({ request: '1', event: 'echo', data: { a: [1] }, as: 'request' });
    expect(await events.next('received')).toMatchObject({ event: 'echoed', data: { text: '{"a":[1]}' } });
  });
});

describe('messages over portico.1', () => {
  it('have replies, failures and streams, which can be cancelled', async () => {
    const { open, url } = await startRelay();
    const { id, send, events } = await open('RoomsGateway', { protocol: 'portico.1', ...ROOM });
    await send({ request: '1', event: 'add', data: [1, 2, 3], as: 'request' });
    expect(await events.next('reply')).toMatchObject({ request: '1', data: { text: '6' } });
    await send({ request: '2', event: 'refuse', as: 'request' });
    expect(await events.next('failed')).toMatchObject({
      request: '2',
      message: 'not here',
      data: { text: expect.any(String) },
    });
    await send({ request: '3', event: 'count', data: 2, as: 'stream' });
    expect([await events.next('streamed'), await events.next('streamed')]).toMatchObject([
      { request: '3', data: { text: '1' } },
      { request: '3', data: { text: '2' } },
    ]);
    expect(await events.next('ended')).toMatchObject({ request: '3' });
    await send({ request: '4', event: 'count', data: 1e9, as: 'stream' });
    await events.next('streamed');
    await fetch(`${url}/connections/${id}/messages/4`, { method: 'DELETE' });
    expect(await events.next('ended')).toMatchObject({ request: '4' });
  });
});

describe('a connection', () => {
  it('that is refused reports the status and message of the server', async () => {
    const { request } = await startRelay();
    for (const protocol of ['ws', 'portico.1'] as const) {
      const response = await request('RoomsGateway', { protocol, params: { room: 'blue' } });
      expect([response.status, await response.json()]).toEqual([
        200,
        { refused: { status: 401, message: 'a token is needed' } },
      ]);
    }
    const elsewhere = await request('ChatGateway', { protocol: 'ws' });
    expect((await jsonOf(elsewhere)).refused.message).toBeTruthy();
  });

  it('without a required parameter fails with its name', async () => {
    const { request } = await startRelay();
    const response = await request('RoomsGateway', { protocol: 'ws' });
    expect([response.status, (await jsonOf(response)).message]).toEqual([400, expect.stringContaining('room')]);
  });

  it('closes when the event stream of the page closes', async () => {
    const { open, url, serverOf } = await startRelay();
    const { id, events } = await open('RoomsGateway', { protocol: 'ws', ...ROOM });
    const count = async () => (await jsonOf(fetch(`${url}/clients?server=${serverOf('RoomsGateway')}`))).total;
    expect(await count()).toBe(1);
    expect((await fetch(`${url}/connections/${id}/events`)).status).toBe(409);
    events.close();
    await eventually(async () => expect(await count()).toBe(0));
    expect((await post(`${url}/connections/${id}/messages`, {})).status).toBe(404);
  });

  it('closes when the application closes', async () => {
    const { open, close } = await startRelay();
    const { events } = await open('RoomsGateway', { protocol: 'portico.1', ...ROOM });
    await close();
    expect(await events.next('closed')).toMatchObject({ reason: 'The application is closing' });
    await events.ended;
  });

  it('reaches only this application, whatever its parameters are', async () => {
    const { open, url, serverOf } = await startRelay();
    await open('RoomsGateway', { ...ROOM, protocol: 'ws', params: { room: '//evil.example/../..' } });
    const { clients } = await jsonOf(fetch(`${url}/clients?server=${serverOf('RoomsGateway')}`));
    expect(clients[0].params).toEqual({ room: '//evil.example/../..' });
  });
});

describe('what the page chooses for a connection', () => {
  /** A server that is not of the application. */
  async function startOther() {
    const requests: string[] = [];
    const server = createServer();
    server.on('upgrade', ({ url = '' }, socket) => {
      requests.push(url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { requests, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('never leads to another server', async () => {
    @WebSocketGateway({ namespace: /^\/room-\d+$/ })
    class MatchedGateway {
      @SubscribeMessage('x') x() {}
    }
    @WebSocketGateway({ namespace: '/p/:a' })
    class NamedGateway {
      @SubscribeMessage('x') x() {}
    }
    @WebSocketGateway({ adapter: 'ws', path: '{/:folder}/:name/room' })
    class PathGateway {
      @SubscribeMessage('x') x() {}
    }
    @Module({ providers: [MatchedGateway, NamedGateway, PathGateway] })
    class AimedModule {}
    const { url } = await start({ module: AimedModule });
    const other = await startOther();
    const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
    const hostile = [`@${other.host}/room-1`, `:1@${other.host}/room-1`, `//${other.host}/room-1`, `\\\\${other.host}`];
    for (const { id, protocols } of servers) {
      for (const text of [...hostile, other.host, '..']) {
        const request = { server: id, protocol: protocols[0], params: { namespace: text, a: text, name: text } };
        const response = await post(`${url}/connections`, request);
        const status = (await jsonOf(response)).refused?.status;
        expect([text, response.status, status]).not.toEqual([text, 200, 403]);
      }
    }
    expect(other.requests).toEqual([]);
  });

  it('can be the name of a namespace, which begins with a slash', async () => {
    @WebSocketGateway({ namespace: /^\/room-\d+$/ })
    class MatchedGateway {
      @SubscribeMessage('echo') echo(@MessageBody() data: unknown) {
        return data;
      }
    }
    @Module({ providers: [MatchedGateway] })
    class MatchedModule {}
    const { url } = await start({ module: MatchedModule });
    const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
    const openAt = (namespace: string) =>
      post(`${url}/connections`, { server: servers[0]?.id, protocol: 'socket.io', params: { namespace } });
    expect((await openAt('/room-12')).status).toBe(201);
    expect((await jsonOf(openAt('/other'))).refused.message).toBe('Invalid namespace');
    const refused = await openAt('room-12');
    expect([refused.status, (await jsonOf(refused)).message]).toEqual([400, expect.stringContaining('"room-12"')]);
  });

  it('cannot be a header that controls the connection', async () => {
    const { request } = await startRelay();
    for (const name of [
      'Host',
      'connection',
      'Upgrade',
      'Transfer-Encoding',
      'proxy-connection',
      'sec-websocket-key',
    ]) {
      const response = await request('RoomsGateway', { ...ROOM, protocol: 'ws', headers: { [name]: 'x' } });
      expect([response.status, (await jsonOf(response)).message]).toEqual([400, expect.stringContaining(name)]);
    }
  });
});

it('connects to gateways with a dedicated port', async () => {
  @WebSocketGateway(await freePort(), { adapter: 'ws', path: '/own' })
  class OwnPortGateway {
    @SubscribeMessage('echo') echo(@MessageBody() data: unknown) {
      return data;
    }
  }
  @Module({ providers: [OwnPortGateway] })
  class OwnPortModule {}
  const { url } = await start({ module: OwnPortModule });
  const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  const { id } = await jsonOf(post(`${url}/connections`, { server: servers[0]?.id, protocol: 'portico.1' }));
  const events = await openEvents(`${url}/connections/${id}/events`);
  await post(`${url}/connections/${id}/messages`, { request: '1', event: 'echo', data: 1, as: 'request' });
  expect(await events.next('reply')).toMatchObject({ request: '1', data: { text: '1' } });
});

it('closes a connection after a message of more than 8 MiB, and reports why', async () => {
  @WebSocketGateway({ adapter: 'ws', path: '/large' })
  class LargeGateway {
    @SubscribeMessage('send') send(@MessageBody() length: number) {
      return { event: 'sent', data: 'x'.repeat(length) };
    }
  }
  @Module({ providers: [LargeGateway] })
  class LargeModule {}
  const { url } = await start({ module: LargeModule });
  const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  const { id } = await jsonOf(post(`${url}/connections`, { server: servers[0]?.id, protocol: 'ws' }));
  const events = await openEvents(`${url}/connections/${id}/events`);
  const send = (data: number) =>
    post(`${url}/connections/${id}/messages`, { request: '1', event: 'send', data, as: 'send' });
  await send(1_000_000);
  const { data } = await events.next('received');
  expect([data.text.length, data.length]).toEqual([64 * 1024, 1_000_002]);
  await send(9 * 1024 * 1024);
  expect(await events.next('failed')).toMatchObject({ message: 'Max payload size exceeded' });
  await events.next('closed');
});
