import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import type { TestClient } from '../support/client.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

type FourOf<T> = T[] & [T, T, T, T];

/** Rooms in one process. */
export function describeRooms(platform: WebSocketPlatform): void {
  const { disconnects } = platform.capabilities;

  /** Starts a gateway, and connects clients named a, b, c, … to it. */
  async function start(count: number, options: object = {}) {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, options)
    class RoomsGateway extends MarkerGateway {
      @GatewayClients() readonly clients!: GatewayClients;
      readonly gatewayClients: GatewayClient[] = [];
      handleConnection(@ConnectedClient() client: GatewayClient) {
        client.data = { name: 'abcdefgh'[this.gatewayClients.length] };
        this.gatewayClients.push(client);
      }
      @SubscribeMessage('join')
      async join(@ConnectedClient() client: GatewayClient, @MessageBody() rooms: string | string[]) {
        await client.join(rooms);
        return { event: 'rooms', data: this.roomsOf(client) };
      }
      @SubscribeMessage('leave')
      async leave(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
        await client.leave(room);
        return { event: 'rooms', data: this.roomsOf(client) };
      }
      @SubscribeMessage('say')
      say(@ConnectedClient() client: GatewayClient, @MessageBody() [room, text]: [string, string]) {
        client.to(room).emit('said', text);
      }
      private roomsOf({ id, rooms }: GatewayClient) {
        return [...rooms].map((room) => (room === id ? '(own)' : room));
      }
    }
    const testApp = await startTestApp(platform, port, [RoomsGateway]);
    const gateway = testApp.app.get(RoomsGateway);
    const clients: TestClient[] = [];
    for (let number = 1; number <= count; number += 1) {
      clients.push(await testApp.connect());
      await eventually(() => expect(gateway.gatewayClients).toHaveLength(number));
    }
    // A test uses only as many clients as it has connected.
    return {
      ...testApp,
      gateway,
      clients: clients as FourOf<TestClient>,
      gatewayClients: gateway.gatewayClients as FourOf<GatewayClient>,
    };
  }

  async function join(client: TestClient, rooms: string | string[]) {
    client.send('join', rooms);
    return client.next('rooms');
  }

  it('supports joining and leaving rooms', async () => {
    const { clients } = await start(1);
    const [client] = clients;
    expect(await join(client, 'red')).toEqual(['(own)', 'red']);
    expect(await join(client, ['red', 'blue'])).toEqual(['(own)', 'red', 'blue']);
    client.send('leave', 'red');
    expect(await client.next('rooms')).toEqual(['(own)', 'blue']);
  });

  it('broadcasts to rooms, once to each client, and not to excluded ones', async () => {
    const { gateway, clients, gatewayClients } = await start(4);
    const [a, b, c, d] = clients;
    await join(a, ['red', 'blue']);
    await join(b, 'red');
    await join(c, ['blue', 'quiet']);
    const [, gatewayClientB] = gatewayClients;
    gateway.clients.to('red').to('blue').emit('one', { text: 'Grüße' });
    gateway.clients.to(['red', 'blue']).except('quiet').emit('two');
    gateway.clients.except(gatewayClientB.id).emit('three', [3]);
    gateway.clients.to(gatewayClientB.id).emit('four', null);
    gateway.clients.to('nobody').emit('five', 5);
    gateway.clients.to([]).emit('six', 6);
    a.send('say', ['red', 'hello']);
    expect(await b.next('said')).toBe('hello');
    for (const client of [a, b, c, d]) {
      client.send('marker');
      await client.next('marker');
    }
    const names = (client: TestClient) => client.rest.map(([event]) => event).join(' ');
    expect([a, b, c, d].map(names)).toEqual(['one two three', 'one two four', 'one three', 'three']);
    expect(a.rest[0]?.[1]).toEqual({ text: 'Grüße' });
    expect(a.rest[2]?.[1]).toEqual([3]);
    gateway.clients.local.volatile.emit('seven', 7);
    for (const client of [a, b, c, d]) expect(await client.next('seven')).toBe(7);
  });

  it('fetches, moves and disconnects clients by their rooms', async () => {
    const { gateway, clients } = await start(3);
    const [a, b, c] = clients;
    await join(a, 'red');
    await join(b, 'red');
    await gateway.clients.in('red').join(['team', 'all']);
    await gateway.clients.except('team').join('rest');
    const fetched = await gateway.clients.in('team').fetch();
    expect(fetched.map(({ data, rooms, id }) => [data.name, [...rooms].filter((room) => room !== id)])).toEqual([
      ['a', ['red', 'team', 'all']],
      ['b', ['red', 'team', 'all']],
    ]);
    expect(fetched[0]?.id).toBe(gateway.gatewayClients[0]?.id);
    expect(fetched[0]?.handshake.headers).toBeTypeOf('object');
    expect((await gateway.clients.in('rest').fetch()).map(({ data }) => data.name)).toEqual(['c']);
    await gateway.clients.in('team').leave('red');
    expect(await gateway.clients.in('red').fetch()).toEqual([]);
    await gateway.clients.in('team').disconnect();
    await Promise.all([a.left, b.left]);
    await expectNoReply(c);
  });

  itWhen(disconnects, 'disconnects clients with a close code and a reason, if the library can send them', async () => {
    const { gateway, clients } = await start(4);
    const [a, b, c, d] = clients;
    await join(a, ['red', 'blue']);
    await join(b, 'red');
    await join(c, ['red', 'spared']);
    await gateway.clients.in(['red', 'blue']).except('spared').disconnect(4403, 'Banned');
    await Promise.all([a.left, b.left]);
    await expectNoReply(c);
    await expectNoReply(d);
    await gateway.clients.disconnect(3000, 'Moved');
    await Promise.all([c.left, d.left]);
    const ends = clients.map(({ closeCode, closeReason }) => [closeCode, closeReason]);
    const [banned, moved] = [
      [4403, 'Banned'],
      [3000, 'Moved'],
    ];
    if (a.closeCode !== undefined) expect(ends).toEqual([banned, banned, moved, moved]);
  });

  it('adds a client to several rooms, and removes it from several', async () => {
    const { gatewayClients } = await start(1);
    const [client] = gatewayClients;
    await client.join(['red', 'blue', 'green']);
    await client.leave(['red', 'green', 'unknown', client.id]);
    expect([...client.rooms]).toEqual([client.id, 'blue']);
    await client.leave('blue');
    expect([...client.rooms]).toEqual([client.id]);
  });

  itWhen(disconnects, 'removes disconnected clients from their rooms, and does not add them later', async () => {
    const { gateway, clients, gatewayClients } = await start(2);
    const [a, b] = clients;
    await join(a, 'red');
    await join(b, 'red');
    const [gatewayClient] = gatewayClients;
    await a.leave();
    const names = async () => (await gateway.clients.fetch()).map(({ data }) => data.name);
    await eventually(async () => expect(await names()).toEqual(['b']));
    expect(gatewayClient.connected).toBe(false);
    await gatewayClient.join('blue');
    await gatewayClient.leave('red');
    expect([...gatewayClient.rooms]).toEqual([]);
    expect(await names()).toEqual(['b']);
    expect(await gateway.clients.in('blue').fetch()).toEqual([]);
    gatewayClient.to('red').emit('left behind', 1);
    expect(await b.next('left behind')).toBe(1);
  });

  it('ends the watches of rooms when the application closes', async () => {
    const { gateway, app } = await start(1);
    const seen: string[] = [];
    const ended = new Promise<void>((complete) => {
      const next = ({ type }: { type: string }) => void seen.push(type);
      gateway.clients.in('red').watch({ intervalMs: 20 }).subscribe({ next, complete });
    });
    await eventually(() => expect(seen).toEqual(['here']));
    await app.close();
    await ended;
  });

  it('reports when clients join and leave watched rooms', async () => {
    const { gateway, clients } = await start(3);
    const [a, b, c] = clients;
    await join(a, 'red');
    const seen: string[] = [];
    const watching = gateway.clients
      .in(['red', 'blue'])
      .watch()
      .subscribe(({ type, client, clients: now }) => {
        seen.push(`${type} ${client?.data.name ?? ''}: ${now.map(({ data }) => data.name).join('')}`);
      });
    await eventually(() => expect(seen).toEqual(['here : a']));
    await join(b, ['red', 'blue']);
    await join(a, 'blue');
    await join(c, 'green');
    a.send('leave', 'red');
    await a.next('rooms');
    a.send('leave', 'blue');
    await a.next('rooms');
    expect(seen).toEqual(['here : a', 'joined b: ab', 'left a: b']);
    await gateway.clients.in('green').join('red');
    await gateway.clients.in('red').disconnect();
    await Promise.all([b.left, c.left]);
    await eventually(() => expect(seen).toHaveLength(6));
    expect(seen[3]).toBe('joined c: bc');
    expect(
      seen
        .slice(4)
        .map((each) => each.slice(0, 6))
        .sort(),
    ).toEqual(['left b', 'left c']);
    expect(seen[5]).toMatch(/: $/);
    watching.unsubscribe();
    await join(a, 'red');
    expect(seen.at(-1)).not.toContain('a');
  });

  it('limits the names and the number of rooms, because clients may choose them', async () => {
    const { gateway, clients, gatewayClients } = await start(1, { rooms: { maxPerClient: 3, maxNameLength: 20 } });
    const [client] = clients;
    const [gatewayClient] = gatewayClients;
    await join(client, ['__proto__', 'constructor', 'toString']);
    gateway.clients.to('__proto__').emit('said', 'hello');
    expect(await client.next('said')).toBe('hello');
    const invalid = ['', 'x'.repeat(21), 5, null, { a: 1 }, ['ok', 7], 'one too many'];
    // An invalid value, which only untyped code can pass.
    for (const rooms of invalid) await expect(gatewayClient.join(rooms as string)).rejects.toThrow('PORTICO_WS_ROOM');
    // An invalid value, which only untyped code can pass.
    expect(() => gateway.clients.to(undefined as never)).toThrow('PORTICO_WS_ROOM');
    await gatewayClient.join('toString');
    await gatewayClient.leave('toString');
    await gatewayClient.join('another');
    expect(gatewayClient.rooms.size).toBe(4);
    await expectNoReply(client);
  });

  it('throws if the data of an event cannot be serialized', async () => {
    const { gateway, clients } = await start(1);
    const circular: { self?: object } = {};
    circular.self = circular;
    expect(() => gateway.clients.emit('circular', circular)).toThrow();
    gateway.clients.emit('after', 1);
    expect(await clients[0].next('after')).toBe(1);
  });

  it('sends nothing after the application has closed', async () => {
    const { app, gateway, gatewayClients } = await start(1);
    const [gatewayClient] = gatewayClients;
    await app.close();
    gateway.clients.to('red').emit('late', 1);
    await gateway.clients.join('red');
    await gatewayClient.join('red');
    expect(await gateway.clients.fetch()).toEqual([]);
  });
}
