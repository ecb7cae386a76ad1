import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { Portico1RecoveryCase } from './recovery-cases.js';
import type { Visitor } from './recovery-scene.js';

/** Tokens that no server has given. */
const FORGED: readonly string[] = [
  'resume.',
  'resume..',
  'resume.key.0',
  `resume.${'x'.repeat(32)}.0`,
  `resume.${'x'.repeat(32)}`,
  `resume.${'x'.repeat(4_000)}.0`,
  `resume.__proto__.${'0'.repeat(32)}`,
  `resume.${'x'.repeat(32)}.${'9'.repeat(64)}`,
  `resume.${'x'.repeat(32)}.0.0.0`,
];

function expectNew({ session }: Visitor, before: Visitor): void {
  expect(session).toMatchObject({ recovered: false, key: expect.stringMatching(/^[\w-]{32}$/) });
  expect(session.id).not.toBe(before.session.id);
}

/** What is sent and what is joined in one millisecond is not told apart. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  await eventually(() => expect(Date.now()).toBeGreaterThan(now + 1));
}

/** What a server does with sessions that no client should name. */
export const PORTICO1_RECOVERY_HOSTILE_CASES: readonly Portico1RecoveryCase[] = [
  {
    name: 'begins a new session for a forged key',
    async run(scene) {
      const first = await scene.connect();
      await scene.lose(first);
      for (const token of FORGED) expectNew(await scene.connect(token), first);
      expect((await scene.resume(first)).session.recovered).toBe(true);
    },
  },
  {
    name: 'continues a session once, also if two clients name it at the same time',
    async run(scene) {
      const first = await scene.connect();
      await scene.lose(first);
      const both = await Promise.all([scene.resume(first), scene.resume(first)]);
      expect(both.map(({ session }) => session.recovered).sort()).toEqual([false, true]);
      expectNew(await scene.resume(first), first);
    },
  },
  {
    name: 'begins a new session for an offset that the server has not given, and forgets the earlier one',
    async run(scene) {
      for (const offset of ['zzzzzzzzzzz', 'not-one', '-1', '1.5', '0x1', '1e3', '9007199254740993', '0'.repeat(64)]) {
        const first = await scene.connect();
        scene.gateway.clients.emit('said', 1);
        await first.event();
        await scene.lose(first);
        const right = first.token;
        first.offset = offset;
        expectNew(await scene.resume(first), first);
        expectNew(await scene.connect(right), first);
      }
    },
  },
  {
    name: 'does not send what was sent to a room before the client joined it, whatever offset it names',
    async run(scene) {
      const { clients } = scene.gateway;
      const early = await scene.connect();
      clients.to('secret').emit('said', 'before it joined');
      clients.emit('said', 'to all');
      await early.event();
      await nextMillisecond();
      const first = await scene.connect();
      clients.to('secret').emit('said', 'before it joined');
      await nextMillisecond();
      await first.ask('join', 'secret');
      clients.to('secret').emit('said', 'after');
      expect(await first.data(1)).toEqual(['after']);
      await scene.lose(first);
      first.offset = early.session.offset;
      const second = await scene.resume(first);
      expect(await second.data(1)).toEqual(['after']);
      await second.ask('echo');
    },
  },
  {
    name: 'does not let a client come back that has left, or was disconnected by its gateway',
    async run(scene) {
      const left = await scene.connect();
      left.peer.socket.close(1000);
      await eventually(() => expect(scene.log.disconnected).toContain(left.session.id));
      expectNew(await scene.resume(left), left);

      const kicked = await scene.connect();
      // It does not complete the closing handshake.
      kicked.peer.socket.pause();
      scene.gateway.faces.get('client 3')?.disconnect();
      await scene.lose(kicked);
      expectNew(await scene.resume(kicked), kicked);
    },
  },
  {
    name: 'shows the key to nobody but the client',
    async run(scene) {
      const first = await scene.connect();
      await scene.lose(first);
      await scene.resume(first);
      const { key } = first.session;
      const fetched = await scene.gateway.clients.fetch();
      expect(fetched).toHaveLength(1);
      expect(JSON.stringify([scene.log.connected, fetched])).not.toContain(key);
    },
  },
];
