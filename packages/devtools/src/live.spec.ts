import { channel } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { type CanActivate, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { gatewayServers } from '@portico/websockets';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { start } from './application.fixture.js';
import { eventually, openEvents } from './event-source.fixture.js';
import type { ServerSnapshot, Snapshot } from './protocol/live.js';

const CHANNELS = [
  'tracing:portico:ws:message:start',
  'tracing:portico:ws:message:asyncEnd',
  'tracing:portico:ws:connection:start',
  'tracing:portico:ws:connection:asyncEnd',
  'tracing:portico:lifecycle:start',
  'tracing:portico:http:request:start',
  'portico:ws:discard',
  'portico:ws:refusal',
];

const subscribed = (): string[] => CHANNELS.filter((name) => channel(name).hasSubscribers);

async function connect(port: number): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}/chat`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  onTestFinished(() => void socket.close());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

const chatOf = ({ servers }: Snapshot): ServerSnapshot =>
  servers.find(({ gateways }) => gateways.includes('ChatGateway')) as ServerSnapshot;

describe('live', () => {
  it('subscribes to channels only while a page is open', async () => {
    const { url, port } = await start();
    await connect(port);
    await fetch(`${url}/application`);
    expect(subscribed()).toEqual([]);
    const first = await openEvents(`${url}/live`);
    const second = await openEvents(`${url}/live`);
    await second.next('snapshot');
    expect(subscribed()).toEqual(CHANNELS.filter((name) => !name.includes('http')));
    first.close();
    await first.ended;
    expect(subscribed()).not.toEqual([]);
    second.close();
    await eventually(() => expect(subscribed()).toEqual([]));
  });

  it('counts clients, rooms and messages, and measures handlers', async () => {
    const { url, port } = await start();
    const early = await connect(port);
    const live = await openEvents(`${url}/live`);
    expect(chatOf(await live.next('snapshot'))).toMatchObject({ clients: 1, rooms: 0, handlers: [], accepted: 0 });
    await early.emitWithAck('join', 'blue');
    early.emit('broken');
    early.emit('unknown', 1);
    await new Promise((resolve) => early.once('exception', resolve));
    const snapshot = await eventually(() => {
      const found = live.received.map(({ data }) => data as Snapshot).find((each) => chatOf(each).accepted === 3);
      if (!found) throw new Error('not yet');
      return found;
    });
    const chat = chatOf(snapshot);
    expect(chat).toMatchObject({
      adapter: 'IoAdapter',
      place: '/chat at /socket.io',
      clients: 1,
      rooms: 1,
      completed: 1,
      failed: 1,
      discarded: { 'unknown-event': 1 },
      running: 0,
    });
    expect(chat.messagesPerSecond).toBeGreaterThan(0);
    expect(chat.handlers).toEqual([
      expect.objectContaining({ event: 'join', gateway: 'ChatGateway', handler: 'join', calls: 1, failed: 0 }),
      expect.objectContaining({ event: 'broken', handler: 'broken', calls: 1, failed: 1 }),
    ]);
    const [{ p50, p99, max }] = chat.handlers as [ServerSnapshot['handlers'][number]];
    expect(p50).toBeGreaterThan(0);
    expect(p99).toBeGreaterThanOrEqual(p50);
    expect(max).toBeGreaterThanOrEqual(p99 * 0.98);
    expect(snapshot.process).toMatchObject({ memory: { rss: expect.any(Number) }, cpu: expect.any(Number) });
  });

  it('counts refused connections', async () => {
    const { url, port } = await start();
    const live = await openEvents(`${url}/live`);
    await live.next('snapshot');
    const refused = new WebSocket(`ws://127.0.0.1:${port}/rooms/1`);
    await new Promise((resolve) => refused.once('error', resolve));
    await eventually(() => {
      const { data } = live.received.at(-1) as { data: Snapshot };
      expect(data.servers.find(({ gateways }) => gateways.includes('RoomsGateway'))).toMatchObject({ refused: 1 });
    });
  });

  it('shows only the servers of its application', async () => {
    const { url } = await start();
    await start();
    expect([...gatewayServers()]).toHaveLength(4);
    const live = await openEvents(`${url}/live`);
    expect((await live.next('snapshot')).servers).toHaveLength(2);
  });

  it('uses the same ids after a restart of the application, and announces the restart', async () => {
    const first = await start();
    const before: Snapshot = await (await openEvents(`${first.url}/live`)).next('snapshot');
    await first.close();
    const second = await start({ port: first.port });
    const after: Snapshot = await (await openEvents(`${second.url}/live`)).next('snapshot');
    expect(after.servers.map(({ id }) => id)).toEqual(before.servers.map(({ id }) => id));
    expect(after.start).not.toBe(before.start);
  });

  it('works in an application without gateways', async () => {
    @Module({})
    class EmptyModule {}
    const { url } = await start({ module: EmptyModule });
    const live = await openEvents(`${url}/live`);
    expect((await live.next('snapshot')).servers).toEqual([]);
  });
});

it('does not keep a page that disconnects while its guard runs', async () => {
  const asked = new EventEmitter();
  let decide = (_accepted: boolean): void => undefined;
  const guard: CanActivate = {
    canActivate(context) {
      asked.emit('asked', context.switchToHttp().getResponse());
      return new Promise<boolean>((resolve) => {
        decide = resolve;
      });
    },
  };
  const { url } = await start({ devtools: { guard } });
  const controller = new AbortController();
  const [[response]] = await Promise.all([
    once(asked, 'asked') as Promise<[ServerResponse]>,
    fetch(`${url}/live`, { signal: controller.signal }).catch(() => undefined),
    once(asked, 'asked').then(() => controller.abort()),
  ]);
  await eventually(() => expect(response.destroyed).toBe(true));
  decide(true);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(subscribed()).toEqual([]);
});

it('does not prevent an application from closing while a page is open', async () => {
  @Module({})
  class EmptyModule {}
  const app = await NestFactory.create(EmptyModule, new ExpressAdapter(), { logger: false });
  const { DevtoolsModule } = await import('./devtools-module.js');
  DevtoolsModule.setup('devtools', app);
  await app.listen(0, '127.0.0.1');
  const server: Server = app.getHttpServer();
  const live = await openEvents(`${await app.getUrl()}/devtools/live`);
  await live.next('snapshot');
  const since = performance.now();
  await app.close();
  expect(performance.now() - since).toBeLessThan(5_000);
  expect(server.listening).toBe(false);
  await live.ended;
  expect(subscribed()).toEqual([]);
});
