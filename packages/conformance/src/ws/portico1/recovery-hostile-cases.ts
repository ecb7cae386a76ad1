import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { Portico1RecoveryCase } from './recovery-cases.js';
import type { RecoveryTestClient } from './recovery-test-server.js';

/** Tokens that no server has created. */
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

function expectNew({ session }: RecoveryTestClient, before: RecoveryTestClient): void {
  expect(session).toMatchObject({ recovered: false, key: expect.stringMatching(/^[\w-]{32}$/) });
  expect(session.id).not.toBe(before.session.id);
}

/** Waits, because the order of sending and joining within one millisecond is not known. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  await eventually(() => expect(Date.now()).toBeGreaterThan(now + 1));
}

/** How a server handles sessions that a client must not continue. */
export const PORTICO1_RECOVERY_HOSTILE_CASES: readonly Portico1RecoveryCase[] = [
  {
    name: 'begins a new session for a forged key',
    async run(server) {
      const first = await server.connect();
      await server.lose(first);
      for (const token of FORGED) expectNew(await server.connect(token), first);
      expect((await server.resume(first)).session.recovered).toBe(true);
    },
  },
  {
    name: 'continues a session once, even if two clients send it at the same time',
    async run(server) {
      const first = await server.connect();
      await server.lose(first);
      const both = await Promise.all([server.resume(first), server.resume(first)]);
      expect(both.map(({ session }) => session.recovered).sort()).toEqual([false, true]);
      expectNew(await server.resume(first), first);
    },
  },
  {
    name: 'begins a new session for an unknown offset, and discards the old one',
    async run(server) {
      for (const offset of ['zzzzzzzzzzz', 'not-one', '-1', '1.5', '0x1', '1e3', '9007199254740993', '0'.repeat(64)]) {
        const first = await server.connect();
        server.gateway.clients.emit('said', 1);
        await first.event();
        await server.lose(first);
        const right = first.token;
        first.offset = offset;
        expectNew(await server.resume(first), first);
        expectNew(await server.connect(right), first);
      }
    },
  },
  {
    name: 'does not send events of a room from before the client joined it, whatever offset it sends',
    async run(server) {
      const { clients } = server.gateway;
      const early = await server.connect();
      clients.to('secret').emit('said', 'before it joined');
      clients.emit('said', 'to all');
      await early.event();
      await nextMillisecond();
      const first = await server.connect();
      clients.to('secret').emit('said', 'before it joined');
      await nextMillisecond();
      await first.ask('join', 'secret');
      clients.to('secret').emit('said', 'after');
      expect(await first.data(1)).toEqual(['after']);
      await server.lose(first);
      first.offset = early.session.offset;
      const second = await server.resume(first);
      expect(await second.data(1)).toEqual(['after']);
      await second.ask('echo');
    },
  },
  {
    name: 'does not recover a client that closed its connection, or that its gateway disconnected',
    async run(server) {
      const left = await server.connect();
      left.peer.socket.close(1000);
      await eventually(() => expect(server.log.disconnected).toContain(left.session.id));
      expectNew(await server.resume(left), left);

      const kicked = await server.connect();
      // It does not complete the closing handshake.
      kicked.peer.socket.pause();
      server.gateway.clientsByName.get('client 3')?.disconnect();
      await server.lose(kicked);
      expectNew(await server.resume(kicked), kicked);
    },
  },
  {
    name: 'does not expose the key, except to the client',
    async run(server) {
      const first = await server.connect();
      await server.lose(first);
      await server.resume(first);
      const { key } = first.session;
      const fetched = await server.gateway.clients.fetch();
      expect(fetched).toHaveLength(1);
      expect(JSON.stringify([server.log.connected, fetched])).not.toContain(key);
    },
  },
];
