import type { EventEmitter } from 'node:events';
import { UseGuards } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Namespace, Server, Socket } from 'socket.io';
import { Manager } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startApplication } from '../test-application.fixture.js';

class SlowGuard {
  async canActivate() {
    await new Promise(setImmediate);
    return true;
  }
}
class NoGuard {
  canActivate() {
    return false;
  }
}

async function start(options: object = {}) {
  @WebSocketGateway({ namespace: '/rooms/:room', ...options })
  class Rooms {
    @WebSocketServer() readonly parent!: Namespace;
    readonly left: string[] = [];
    @UseGuards(SlowGuard)
    handleConnection() {}
    handleDisconnect({ nsp }: Socket) {
      this.left.push(nsp.name);
    }
    @SubscribeMessage('here')
    here() {
      return 'here';
    }
  }
  @WebSocketGateway({ namespace: /^\/locked/ })
  class Locked {
    @UseGuards(NoGuard)
    handleConnection() {}
  }
  const { app, port } = await startApplication([Rooms, Locked]);
  const url = `http://127.0.0.1:${port}`;
  const manager = new Manager(url, { transports: ['websocket'], reconnection: false });
  onTestFinished(() => manager._close());
  const gateway = app.get(Rooms);
  const { server } = gateway.parent as unknown as { readonly server: Server };
  const connect = (name: string) =>
    new Promise<string>((resolve) => {
      const socket = manager.socket(name);
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', ({ message }) => resolve(message));
    });
  return { gateway, manager, server, connect, url, names: () => [...server._nsps.keys()].sort() };
}

it('removes a namespace when its last client has left or was refused', async () => {
  const { connect, names, manager, gateway } = await start();
  const before = names();
  expect(await connect('/rooms/red')).toBe('connected');
  expect(await connect('/locked/1')).not.toBe('connected');
  expect(names()).toEqual([...before, '/rooms/red'].sort());
  manager.socket('/rooms/red').disconnect();
  await vi.waitFor(() => expect(gateway.left).toEqual(['/rooms/red']));
  expect(names()).toEqual(before);
  expect(await connect('/rooms/red')).toBe('connected');
  expect(await manager.socket('/rooms/red').emitWithAck('here')).toBe('here');
});

it('does not remove a namespace that a client is entering', async () => {
  const { connect, manager, names, gateway } = await start();
  expect(await connect('/rooms/red')).toBe('connected');
  for (let round = 1; round <= 20; round += 1) {
    const [previous, next] = [manager.socket('/rooms/red'), socketOfAnother(manager)];
    const entering = new Promise<void>((resolve) => next.once('connect', resolve));
    next.connect();
    previous.disconnect();
    await entering;
    await vi.waitFor(() => expect(gateway.left).toHaveLength(round * 2 - 1));
    expect(names()).toContain('/rooms/red');
    expect(await next.emitWithAck('here')).toBe('here');
    gateway.parent.emit('to all');
    await new Promise((resolve) => next.once('to all', resolve));
    const back = new Promise<void>((resolve) => previous.once('connect', resolve));
    previous.connect();
    await back;
    next.disconnect();
    await vi.waitFor(() => expect(gateway.left).toHaveLength(round * 2));
  }
});

/** A socket of another connection to the same server. */
function socketOfAnother({ opts }: Manager) {
  const url = `http://${opts.hostname}:${opts.port}`;
  const manager = new Manager(url, { transports: ['websocket'], reconnection: false, autoConnect: false });
  onTestFinished(() => manager._close());
  return manager.socket('/rooms/red');
}

it('leaves no listener with a connection that enters namespaces, or is refused, again and again', async () => {
  const { connect, manager, gateway, server } = await start({ maxClients: 1_000 });
  await connect('/rooms/red');
  // The types of engine.io omit its clients.
  const { clients } = server.engine as unknown as { readonly clients: Record<string, EventEmitter> };
  const [connection] = Object.values(clients);
  const count = () => connection?.listenerCount('close');
  const before = count();
  for (let round = 1; round <= 12; round += 1) {
    expect(await connect(`/rooms/${round}`)).toBe('connected');
    expect(await connect(`/locked/${round}`)).not.toBe('connected');
    if (round % 2 === 0) manager.socket(`/rooms/${round}`).disconnect();
  }
  await vi.waitFor(() => expect(gateway.left).toHaveLength(6));
  expect(count()).toBe(before);
});

it('keeps empty namespaces with `cleanupEmptyChildNamespaces: false`', async () => {
  const { connect, names, manager, gateway } = await start({ cleanupEmptyChildNamespaces: false });
  await connect('/rooms/red');
  manager.socket('/rooms/red').disconnect();
  await vi.waitFor(() => expect(gateway.left).toHaveLength(1));
  expect(names()).toContain('/rooms/red');
});

it('accepts names of limited length, and a limited number of namespaces of a client', async () => {
  const { connect, names } = await start();
  expect(await connect(`/rooms/${'x'.repeat(1_017)}`)).toBe('connected');
  expect(await connect(`/rooms/${'x'.repeat(1_018)}`)).toBe('Invalid namespace');
  const results: string[] = [];
  for (let index = 1; index <= 101; index += 1) results.push(await connect(`/rooms/${index}`));
  expect(results.filter((result) => result === 'connected')).toHaveLength(99);
  expect(results.slice(99)).toEqual(['Too many namespaces', 'Too many namespaces']);
  expect(names().filter((name) => name.startsWith('/rooms/'))).toHaveLength(100);
});

it('counts the namespaces that a client is entering, and enters each of them once', async () => {
  const { gateway, names, url } = await start();
  const before = names();
  const polling = `${url}/socket.io/?EIO=4&transport=polling`;
  const opened: { sid: string } = JSON.parse((await (await fetch(polling)).text()).slice(1));
  const session = `${polling}&sid=${opened.sid}`;
  const wanted = Array.from({ length: 150 }, (_, index) => `/rooms/${index}`);
  // All of them are read before the first one is accepted.
  const packets = wanted.flatMap((name) => [`40${name},`, `40${name},`, `40${name},`]);
  const headers = { 'Content-Type': 'text/plain' };
  await fetch(session, { method: 'POST', headers, body: packets.join('\x1e') });
  let received = '';
  await vi.waitFor(async () => {
    received += `\x1e${await (await fetch(session)).text()}`;
    expect(received.split('\x1e44')).toHaveLength(151);
  });
  expect(received.split('\x1e40')).toHaveLength(101);
  expect(received).toContain('Too many namespaces');
  const { children } = gateway.parent as Namespace & { readonly children: Set<Namespace> };
  await vi.waitFor(() => expect(names()).toHaveLength(before.length + 100));
  expect([...children].map(({ sockets }) => sockets.size)).toEqual(Array.from({ length: 100 }, () => 1));
});
