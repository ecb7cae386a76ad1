import { expect, onTestFinished, vi } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import type { RecoveryTestServer } from './recovery-test-server.js';

/** One rule of recovery. `run` rejects if a server does not follow it. */
export interface Portico1RecoveryCase {
  readonly name: string;
  run(server: RecoveryTestServer): Promise<void>;
}

/** How a server recovers clients that reconnect. */
export const PORTICO1_RECOVERY_CASES: readonly Portico1RecoveryCase[] = [
  {
    name: 'restores id, rooms, data and missed events of a client that reconnects, and continues with new events',
    async run(server) {
      const { gateway, log } = server;
      const first = await server.connect();
      expect(first.session).toMatchObject({ recovered: false, key: expect.stringMatching(/^[\w-]{32}$/) });
      await first.ask('join', 'red');
      await first.ask('rename', 'Ana');
      gateway.clients.to('red').emit('said', 1);
      expect(await first.data(1)).toEqual([1]);
      await server.lose(first);
      gateway.clients.to('red').emit('said', { text: 'missed' });
      gateway.clients.to('blue').emit('said', 'not for it');
      gateway.clients.emit('to all');
      gateway.clients.to(first.session.id).emit('private', null);
      const second = await server.resume(first);
      expect(second.session).toMatchObject({ id: first.session.id, recovered: true });
      expect(second.session.key).not.toBe(first.session.key);
      expect([await second.event(), await second.event(), await second.event()]).toEqual([
        { event: 'said', data: { text: 'missed' }, offset: expect.any(String) },
        { event: 'to all', offset: expect.any(String) },
        { event: 'private', data: null, offset: expect.any(String) },
      ]);
      expect(await second.ask('who am I')).toEqual({
        data: { name: 'client 1', nickname: 'Ana' },
        recovered: true,
        rooms: ['(own)', 'lobby', 'red'],
      });
      expect(log.connected.map(({ recovered }) => recovered)).toEqual([false, true]);
      gateway.clients.to('red').emit('said', 'live');
      expect(await second.data(1)).toEqual(['live']);
      await server.lose(second);
      gateway.clients.to('red').emit('said', 'again');
      const third = await server.resume(second);
      expect(third.session).toMatchObject({ id: first.session.id, recovered: true });
      expect(await third.data(1)).toEqual(['again']);
    },
  },
  {
    name: 'sends missed events that were sent only to this client: those of emit(), and results that are events',
    async run(server) {
      const first = await server.connect();
      const { offset } = first;
      const gatewayClient = server.gateway.clientsByName.get('client 1');
      gatewayClient?.emit('news', 1);
      first.peer.send({ event: 'event', data: 2 });
      expect(await first.data(2)).toEqual([1, 2]);
      // The client acts as if it had not received the two events.
      first.offset = offset;
      await server.lose(first);
      const second = await server.resume(first);
      expect(await second.data(2)).toEqual([1, 2]);
      await second.ask('echo');
    },
  },
  {
    name: 'does not send events that the client has received, events for other clients, and volatile ones',
    async run(server) {
      const first = await server.connect();
      const { clients, clientsByName } = server.gateway;
      clients.emit('said', 1);
      clients.emit('said', 2);
      expect(await first.data(2)).toEqual([1, 2]);
      await server.lose(first);
      clients.volatile.emit('said', 'volatile');
      clients.except(first.session.id).emit('said', 'to others');
      clients.except('lobby').emit('said', 'to others');
      clientsByName.get('client 1')?.emit('said', 'to a client that has left');
      const second = await server.resume(first);
      expect(second.session.recovered).toBe(true);
      await second.ask('echo');
    },
  },
  {
    name: 'sends missed events unchanged, even if their objects have changed since',
    async run(server) {
      const first = await server.connect();
      await server.lose(first);
      const data = { text: 'before' };
      server.gateway.clients.emit('said', data);
      data.text = 'after';
      expect(await (await server.resume(first)).data(1)).toEqual([{ text: 'before' }]);
    },
  },
  {
    name: 'calls handleDisconnect for an old connection that is still open before handleConnection for the new one',
    async run(server) {
      const first = await server.connect();
      // Its network is gone: the server learns nothing about its end.
      first.peer.socket.pause();
      const second = await server.resume(first);
      await second.ask('echo');
      expect(server.log.hooks).toEqual(['handleConnection', 'handleDisconnect', 'handleConnection']);
      first.peer.destroy();
      await server.lose(second);
      expect(server.log.disconnected).toEqual([first.session.id, first.session.id]);
    },
  },
  {
    name: 'calls handleDisconnect for a connection that was lost during handleConnection before it calls that for the next one',
    async run(server) {
      const first = await server.connect();
      await first.ask('echo');
      await server.lose(first);
      const { promise, resolve } = deferred();
      server.log.delay = promise;
      const second = await server.resume(first);
      second.offset = first.offset;
      second.peer.destroy();
      const third = await server.resume(second);
      resolve();
      await third.ask('echo');
      const [connect, disconnect] = ['handleConnection', 'handleDisconnect'];
      expect(server.log.hooks).toEqual([connect, disconnect, connect, disconnect, connect]);
    },
  },
  {
    name: 'sends missed events after the clock of the system was set back',
    async run(server) {
      const [first, second] = [await server.connect(), await server.connect()];
      for (const client of [first, second]) await client.ask('join', 'red');
      await server.lose(first);
      const { now } = Date;
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
      onTestFinished(() => clock.mockRestore());
      await server.lose(second);
      server.gateway.clients.emit('said', 'to all');
      server.gateway.clients.to('red').emit('said', 'to a room');
      for (const client of [first, second]) {
        expect(await (await server.resume(client)).data(2)).toEqual(['to all', 'to a room']);
      }
    },
  },
  {
    name: 'continues a session whose old connection is still open on the server, and closes that connection',
    async run(server) {
      const first = await server.connect();
      await first.ask('join', 'red');
      const second = await server.resume(first);
      expect(second.session).toMatchObject({ id: first.session.id, recovered: true });
      await eventually(() => expect(first.peer.closeCode).toBe(4409));
      expect((await second.ask('who am I')).rooms).toContain('red');
      server.gateway.clients.to('red').emit('said', 'once');
      expect(await second.data(1)).toEqual(['once']);
      await second.ask('echo');
    },
  },
  {
    name: 'neither loses nor repeats events when a connection is lost repeatedly',
    async run(server) {
      const { clients } = server.gateway;
      let client = await server.connect();
      await client.ask('join', 'red');
      const received: unknown[] = [];
      let sent = 0;
      const say = (count: number): void => {
        for (let turn = 0; turn < count; turn += 1) clients.to('red').emit('said', sent++);
      };
      for (let drop = 0; drop < 20; drop += 1) {
        say(5);
        received.push(...(await client.data(3)));
        if (drop % 2 === 0) await server.lose(client);
        else client.peer.destroy();
        say(5);
        client = await server.resume(client);
        expect(client.session.recovered).toBe(true);
        received.push(...(await client.data(7)));
      }
      expect(received).toEqual(Array.from({ length: sent }, (_, index) => index));
    },
  },
  {
    name: 'moves clients whose connection is lost between rooms, and ends the sessions of those that are disconnected',
    async run(server) {
      const { clients } = server.gateway;
      const [first, other] = [await server.connect(), await server.connect()];
      for (const client of [first, other]) await client.ask('join', 'secret');
      for (const client of [first, other]) await server.lose(client);
      await clients.in(first.session.id).leave('secret');
      await clients.in(first.session.id).join('public');
      clients.to('secret').emit('said', 'secret');
      clients.to('public').emit('said', 'public');
      const second = await server.resume(first);
      expect(await second.data(1)).toEqual(['public']);
      expect(await second.ask('who am I')).toMatchObject({ recovered: true, rooms: ['(own)', 'lobby', 'public'] });
      await clients.in(other.session.id).disconnect();
      expect((await server.resume(other)).session.recovered).toBe(false);
    },
  },
  {
    name: 'ends the sessions of clients that are disconnected with a code, unless it asks them to reconnect',
    async run(server) {
      const { clients } = server.gateway;
      const [connected, lost] = [await server.connect(), await server.connect()];
      await server.lose(lost);
      await clients.disconnect(1012, 'Restarting');
      await eventually(() => expect(connected.peer.closeCode).toBe(1012));
      const [again, back] = [await server.resume(connected), await server.resume(lost)];
      expect([again.session.recovered, back.session.recovered]).toEqual([true, true]);
      await server.lose(back);
      await clients.disconnect(4403, 'Banned');
      await eventually(() => expect(again.peer.closeCode).toBe(4403));
      for (const client of [again, back]) expect((await server.resume(client)).session.recovered).toBe(false);
    },
  },
  {
    name: 'sends no events from between leaving and joining a room again, however soon that follows',
    async run(server) {
      const { clients } = server.gateway;
      const [present, lost] = [await server.connect(), await server.connect()];
      for (const client of [present, lost]) await client.ask('join', 'secret');
      await server.lose(lost);
      // Often within one millisecond.
      for (let round = 0; round < 20; round += 1) {
        clients.in('lobby').leave('secret');
        clients.to('secret').emit('said', `secret ${round}`);
        clients.in('lobby').join('secret');
        clients.to('secret').emit('said', `to members ${round}`);
      }
      const expected = Array.from({ length: 20 }, (_, round) => `to members ${round}`);
      expect(await present.data(20)).toEqual(expected);
      await server.lose(present);
      for (const client of [present, lost]) client.offset = client.session.offset;
      // Only the events since it joined for the last time are certain to be sent again.
      for (const client of [present, lost]) {
        const second = await server.resume(client);
        expect(await second.data(1)).toEqual(['to members 19']);
        await second.ask('echo', 'nothing else');
      }
    },
  },
  {
    name: 'keeps the date of disconnectAt(): a client does not stay longer because it has reconnected',
    async run(server) {
      const first = await server.connect();
      server.gateway.clientsByName.get('client 1')?.disconnectAt(Date.now() + 500, 4402);
      await server.lose(first);
      const second = await server.resume(first);
      expect(second.session.recovered).toBe(true);
      await server.lose(second);
      const third = await server.resume(second);
      expect(third.session.recovered).toBe(true);
      await eventually(() => expect(third.peer.closeCode).toBe(4402));
    },
  },
  {
    name: 'begins a new session if the date of disconnectAt() has passed since the connection was lost',
    async run(server) {
      const first = await server.connect();
      const date = Date.now() + 200;
      server.gateway.clientsByName.get('client 1')?.disconnectAt(date);
      await server.lose(first);
      await eventually(() => expect(Date.now()).toBeGreaterThan(date));
      expect((await server.resume(first)).session.recovered).toBe(false);
    },
  },
  {
    name: 'replaces the date of disconnectAt() when a recovered client gets another one',
    async run(server) {
      const first = await server.connect();
      const date = Date.now() + 400;
      server.gateway.clientsByName.get('client 1')?.disconnectAt(date);
      await server.lose(first);
      const second = await server.resume(first);
      await second.ask('echo');
      server.gateway.clientsByName.get('client 1')?.disconnectAt(Number.POSITIVE_INFINITY);
      await server.lose(second);
      const third = await server.resume(second);
      await eventually(() => expect(Date.now()).toBeGreaterThan(date));
      expect(await third.ask('echo', 'still here')).toBe('still here');
    },
  },
  {
    name: 'runs the guards for a client that reconnects, and keeps the session if they refuse it',
    async run(server) {
      const first = await server.connect();
      await server.lose(first);
      server.log.isClosed = true;
      await expect(server.resume(first)).rejects.toThrow('403');
      server.log.isClosed = false;
      expect((await server.resume(first)).session.recovered).toBe(true);
    },
  },
];
