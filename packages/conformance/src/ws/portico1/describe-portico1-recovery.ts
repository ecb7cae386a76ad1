import type { RecoveryOptions } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { startGateways } from '../support/start-gateways.js';
import { watchProcess } from '../support/test-app.js';
import { PORTICO1_RECOVERY_CASES, type Portico1RecoveryCase } from './recovery-cases.js';
import { createRecoveryGateway, RecoveryLog } from './recovery-gateway.js';
import { PORTICO1_RECOVERY_HOSTILE_CASES } from './recovery-hostile-cases.js';
import { type RecoveryTestClient, RecoveryTestServer } from './recovery-test-server.js';

/**
 * Runs the test suite for servers whose clients can continue their sessions with `portico.1`. The tests write and read raw frames.
 *
 * @param platform its adapters speak `portico.1`, and keep sessions for gateways with the option `connectionStateRecovery`
 * @example
 * describePortico1Recovery({ ...platform, createAdapter: (app) => new WsAdapter(app) });
 * @see docs/protocol.md
 */
export function describePortico1Recovery(platform: WebSocketPlatform): void {
  const start = (options?: RecoveryOptions) => startServer(platform, options);

  describe(`recovery of portico.1 on ${platform.name}`, () => {
    for (const each of [...PORTICO1_RECOVERY_CASES, ...PORTICO1_RECOVERY_HOSTILE_CASES]) {
      it(each.name, () => runPortico1RecoveryCase(platform, each));
    }

    it('keeps the last sessions, up to the limit', async () => {
      const server = await start({ maxSessions: 2 });
      const clients = [await server.connect(), await server.connect(), await server.connect()];
      for (const client of clients) await server.lose(client);
      const back = [];
      for (const client of clients) back.push((await server.resume(client)).session.recovered);
      expect(back).toEqual([false, true, true]);
    });

    it('keeps events up to the limits, and begins a new session if a client has missed more', async () => {
      for (const limits of [{ maxEvents: 3 }, { maxEventBytes: 350 }]) {
        const server = await start(limits);
        for (const [missed, recovered] of [
          [3, true],
          [4, false],
        ] as const) {
          const client = await server.connect();
          await server.lose(client);
          for (let count = 0; count < missed; count += 1) server.gateway.clients.emit('said', 'x'.repeat(60));
          const back = await server.resume(client);
          expect(back.session.recovered).toBe(recovered);
          if (recovered) await back.data(missed);
        }
      }
    });

    it('keeps a session for as long as the option says', async () => {
      const maxDisconnectionDuration = 20;
      const server = await start({ maxDisconnectionDuration });
      const client = await server.connect();
      await server.lose(client);
      const expires = Date.now() + maxDisconnectionDuration;
      await eventually(() => expect(Date.now()).toBeGreaterThan(expires));
      expect((await server.resume(client)).session.recovered).toBe(false);
    });

    it('recovers a client in a quiet room, however many events other clients received', async () => {
      const server = await start({ maxEvents: 5 });
      const client = await server.connect();
      for (let count = 0; count < 50; count += 1) server.gateway.clients.to('busy').emit('said', count);
      await server.lose(client);
      server.gateway.clients.to('lobby').emit('said', 'missed');
      const back = await server.resume(client);
      expect(back.session.recovered).toBe(true);
      expect(await back.data(1)).toEqual(['missed']);
    });

    it('keeps the data of a client itself, whatever it is, in one process', async () => {
      class User {
        readonly self = this;
        readonly id = 1n;
        readonly since = new Date(0);
        readonly rights = new Map([['read', new Set([1n])]]);
        get broken(): never {
          throw new Error('never read');
        }
      }
      const server = await start();
      const user = Object.defineProperty(new User(), 'failing', { enumerable: true, get: () => user.broken });
      const client = await server.connect();
      const lost = server.gateway.clientsByName.get('client 1')!;
      lost.data.user = user;
      await server.lose(client);
      const back = await server.resume(client);
      expect(back.session.recovered).toBe(true);
      await back.ask('echo');
      const recovered = server.gateway.clientsByName.get('client 1')!;
      expect(recovered).not.toBe(lost);
      expect(recovered.data.user === user).toBe(true);
    });

    it('does not keep a session that is too large', async () => {
      const server = await start({ maxSessionBytes: 200 });
      const client = await server.connect();
      await client.ask('rename', 'x'.repeat(200));
      await server.lose(client);
      expect((await server.resume(client)).session.recovered).toBe(false);
    });

    it('keeps the sessions that were lost last, within a limit for all of them', async () => {
      const server = await start({ maxTotalSessionBytes: 1_000 });
      const lost: RecoveryTestClient[] = [];
      for (let count = 0; count < 4; count += 1) {
        const client = await server.connect();
        await client.ask('rename', 'x'.repeat(300));
        await server.lose(client);
        lost.push(client);
      }
      const recovered: boolean[] = [];
      for (const client of lost) recovered.push((await server.resume(client)).session.recovered);
      expect(recovered).toEqual([false, false, true, true]);
    });
  });
}

/** Runs one case on a new server. Rejects if the server does not follow the rule. */
export async function runPortico1RecoveryCase(
  platform: WebSocketPlatform,
  { run }: Portico1RecoveryCase,
): Promise<void> {
  await run(await startServer(platform));
}

async function startServer(platform: WebSocketPlatform, options?: RecoveryOptions): Promise<RecoveryTestServer> {
  watchProcess();
  const log = new RecoveryLog();
  const Gateway = createRecoveryGateway(log, options);
  const { app, port } = await startGateways({
    providers: [Gateway],
    httpAdapter: platform.createHttpAdapter(),
    createAdapter: (each) => platform.createAdapter(each),
  });
  return new RecoveryTestServer(port, app.get(Gateway), log);
}
