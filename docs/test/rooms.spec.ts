import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { INestApplication, WebSocketAdapter } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { waitUntil } from '@portico/test-support';
import { Test } from '@portico/testing';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { TeamModule } from '../examples/rooms/teams.js';

/** A client that keeps received events. */
interface Person {
  send(event: string, data: unknown): void;
  readonly got: [event: string, data: unknown][];
  readonly opened: Promise<unknown>;
}

interface Platform {
  readonly name: string;
  createAdapter(app: INestApplication): WebSocketAdapter;
  connect(port: number, query: string): Person;
}

const PLATFORMS: Platform[] = [
  { name: 'socket.io', createAdapter: (app) => new IoAdapter(app), connect: connectIo },
  { name: 'ws', createAdapter: (app) => new WsAdapter(app), connect: connectWs },
];

function connectIo(port: number, query: string): Person {
  const got: Person['got'] = [];
  const socket = io(`http://127.0.0.1:${port}`, {
    query: Object.fromEntries(new URLSearchParams(query)),
    forceNew: true,
  });
  onTestFinished(() => void socket.close());
  socket.onAny((event, data) => got.push([event, data]));
  socket.on('vote', (_question, reply) => reply(true));
  return { got, opened: once(socket as never, 'connect'), send: (event, data) => socket.emit(event, data) };
}

function connectWs(port: number, query: string): Person {
  const got: Person['got'] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?${query}`);
  onTestFinished(() => socket.terminate());
  socket.on('message', (frame) => {
    const { event, data } = JSON.parse(frame.toString());
    got.push([event, data]);
  });
  return { got, opened: once(socket, 'open'), send: (event, data) => socket.send(JSON.stringify({ event, data })) };
}

describe.each(PLATFORMS)('the rooms of the page on $name', ({ name, createAdapter, connect }) => {
  it('work as the page says', async () => {
    const testing = await Test.createTestingModule({ imports: [TeamModule] }).compile();
    const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
    app.useWebSocketAdapter(createAdapter(app));
    await app.listen(0, '127.0.0.1');
    onTestFinished(() => app.close());
    const { port } = app.getHttpServer().address() as AddressInfo;
    const [ana, bea, cid] = [
      connect(port, 'name=Ana&team=red'),
      connect(port, 'name=Bea&team=red'),
      connect(port, 'name=Cid&team=blue'),
    ] as [Person, Person, Person];
    const receives = (person: Person, event: string, data: unknown) =>
      waitUntil(() => person.got.some((each) => JSON.stringify(each) === JSON.stringify([event, data])), {
        what: `${event} ${JSON.stringify(data)}`,
      });
    await Promise.all([ana, bea, cid].map(({ opened }) => opened));
    cid.send('watch', { team: 'red' });
    await receives(cid, 'members', ['Ana', 'Bea']);
    ana.send('say', 'hello');
    await receives(bea, 'said', { from: 'Ana', text: 'hello' });
    expect(ana.got).toEqual([]);
    await fetch(`http://127.0.0.1:${port}/teams/red/news`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"by HTTP"}',
    });
    await Promise.all([ana, bea].map((person) => receives(person, 'news', 'by HTTP')));
    ana.send('who', { team: 'blue' });
    await receives(ana, 'members', ['Cid']);
    ana.send('merge', { from: 'blue', into: 'red' });
    await receives(bea, 'news', 'blue is part of red now');
    ana.send('who', { team: 'red' });
    await receives(ana, 'members', ['Ana', 'Bea', 'Cid']);
    await receives(cid, 'members', ['Ana', 'Bea', 'Cid']);
    ana.send('vote', { question: 'Lunch?' });
    if (name === 'socket.io') await receives(ana, 'news', '3 of 3 said yes');
    else await waitUntil(() => ana.got.some(([event]) => event === 'exception'));
    expect(cid.got.filter(([event]) => event === 'said')).toEqual([]);
  });
});
