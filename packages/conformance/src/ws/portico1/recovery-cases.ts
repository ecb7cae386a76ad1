import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { RecoveryScene } from './recovery-scene.js';

/** One rule of recovery; `run` rejects if a server breaks it. */
export interface Portico1RecoveryCase {
  readonly name: string;
  run(scene: RecoveryScene): Promise<void>;
}

/** What a server does for clients that come back. */
export const PORTICO1_RECOVERY_CASES: readonly Portico1RecoveryCase[] = [
  {
    name: 'gives a client that comes back its id, rooms, data and missed events, in order, and goes on',
    async run(scene) {
      const { gateway, log } = scene;
      const first = await scene.connect();
      expect(first.session).toMatchObject({ recovered: false, key: expect.stringMatching(/^[\w-]{32}$/) });
      await first.ask('join', 'red');
      await first.ask('rename', 'Ana');
      gateway.clients.to('red').emit('said', 1);
      expect(await first.data(1)).toEqual([1]);
      await scene.lose(first);
      gateway.clients.to('red').emit('said', { text: 'missed' });
      gateway.clients.to('blue').emit('said', 'not for it');
      gateway.clients.emit('to all');
      gateway.clients.to(first.session.id).emit('private', null);
      const second = await scene.resume(first);
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
      await scene.lose(second);
      gateway.clients.to('red').emit('said', 'again');
      const third = await scene.resume(second);
      expect(third.session).toMatchObject({ id: first.session.id, recovered: true });
      expect(await third.data(1)).toEqual(['again']);
    },
  },
  {
    name: 'sends again what was sent to the client alone: events of emit(), and results that are events',
    async run(scene) {
      const first = await scene.connect();
      const { offset } = first;
      const face = scene.gateway.faces.get('client 1');
      face?.emit('news', 1);
      first.peer.send({ event: 'event', data: 2 });
      expect(await first.data(2)).toEqual([1, 2]);
      // As if neither had arrived.
      first.offset = offset;
      await scene.lose(first);
      const second = await scene.resume(first);
      expect(await second.data(2)).toEqual([1, 2]);
      await second.ask('echo');
    },
  },
  {
    name: 'does not send what the client has received, what others were sent, or what was volatile',
    async run(scene) {
      const first = await scene.connect();
      const { clients, faces } = scene.gateway;
      clients.emit('said', 1);
      clients.emit('said', 2);
      expect(await first.data(2)).toEqual([1, 2]);
      await scene.lose(first);
      clients.volatile.emit('said', 'volatile');
      clients.except(first.session.id).emit('said', 'to others');
      clients.except('lobby').emit('said', 'to others');
      faces.get('client 1')?.emit('said', 'to a client that has left');
      const second = await scene.resume(first);
      expect(second.session.recovered).toBe(true);
      await second.ask('echo');
    },
  },
  {
    name: 'sends an event as it was, however its objects have changed since',
    async run(scene) {
      const first = await scene.connect();
      await scene.lose(first);
      const data = { text: 'before' };
      scene.gateway.clients.emit('said', data);
      data.text = 'after';
      expect(await (await scene.resume(first)).data(1)).toEqual([{ text: 'before' }]);
    },
  },
  {
    name: 'continues a session whose connection the server has not missed yet, and closes that one',
    async run(scene) {
      const first = await scene.connect();
      await first.ask('join', 'red');
      const second = await scene.resume(first);
      expect(second.session).toMatchObject({ id: first.session.id, recovered: true });
      await eventually(() => expect(first.peer.closeCode).toBe(4409));
      expect((await second.ask('who am I')).rooms).toContain('red');
      scene.gateway.clients.to('red').emit('said', 'once');
      expect(await second.data(1)).toEqual(['once']);
      await second.ask('echo');
    },
  },
  {
    name: 'loses and doubles nothing in repeated drops',
    async run(scene) {
      const { clients } = scene.gateway;
      let visitor = await scene.connect();
      await visitor.ask('join', 'red');
      const heard: unknown[] = [];
      let sent = 0;
      const say = (count: number): void => {
        for (let turn = 0; turn < count; turn += 1) clients.to('red').emit('said', sent++);
      };
      for (let drop = 0; drop < 20; drop += 1) {
        say(5);
        heard.push(...(await visitor.data(3)));
        if (drop % 2 === 0) await scene.lose(visitor);
        else visitor.peer.destroy();
        say(5);
        visitor = await scene.resume(visitor);
        expect(visitor.session.recovered).toBe(true);
        heard.push(...(await visitor.data(7)));
      }
      expect(heard).toEqual(Array.from({ length: sent }, (_, index) => index));
    },
  },
  {
    name: 'runs the guards of a client that comes back; the session outlives a refusal',
    async run(scene) {
      const first = await scene.connect();
      await scene.lose(first);
      scene.log.isClosed = true;
      await expect(scene.resume(first)).rejects.toThrow('403');
      scene.log.isClosed = false;
      expect((await scene.resume(first)).session.recovered).toBe(true);
    },
  },
];
