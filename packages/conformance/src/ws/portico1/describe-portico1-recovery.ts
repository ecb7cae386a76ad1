import type { RecoveryOptions } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import type { WebSocketPlatform } from '../support/platform.js';
import { startGateways } from '../support/start-gateways.js';
import { watchProcess } from '../support/test-app.js';
import { PORTICO1_RECOVERY_CASES, type Portico1RecoveryCase } from './recovery-cases.js';
import { createRecoveryGateway, RecoveryLog } from './recovery-gateway.js';
import { PORTICO1_RECOVERY_HOSTILE_CASES } from './recovery-hostile-cases.js';
import { RecoveryScene } from './recovery-scene.js';

/**
 * Runs the suite of servers that let clients of `portico.1` continue their sessions, through raw frames.
 *
 * @param platform its adapters speak `portico.1`, and keep sessions for gateways with the option `connectionStateRecovery`
 * @example
 * describePortico1Recovery({ ...platform, createAdapter: (app) => new WsAdapter(app) });
 * @see docs/protocol.md
 */
export function describePortico1Recovery(platform: WebSocketPlatform): void {
  const start = (options?: RecoveryOptions) => startScene(platform, options);

  describe(`recovery of portico.1 on ${platform.name}`, () => {
    for (const each of [...PORTICO1_RECOVERY_CASES, ...PORTICO1_RECOVERY_HOSTILE_CASES]) {
      it(each.name, () => runPortico1RecoveryCase(platform, each));
    }

    it('keeps as many sessions as the limit allows, the last ones', async () => {
      const scene = await start({ maxSessions: 2 });
      const visitors = [await scene.connect(), await scene.connect(), await scene.connect()];
      for (const visitor of visitors) await scene.lose(visitor);
      const back = [];
      for (const visitor of visitors) back.push((await scene.resume(visitor)).session.recovered);
      expect(back).toEqual([false, true, true]);
    });

    it('keeps as many events as the limits allow, and says when a client has missed others', async () => {
      for (const limits of [{ maxEvents: 3 }, { maxEventBytes: 300 }]) {
        const scene = await start(limits);
        for (const [missed, recovered] of [
          [3, true],
          [4, false],
        ] as const) {
          const visitor = await scene.connect();
          await scene.lose(visitor);
          for (let count = 0; count < missed; count += 1) scene.gateway.clients.emit('said', 'x'.repeat(40));
          const back = await scene.resume(visitor);
          expect(back.session.recovered).toBe(recovered);
          if (recovered) await back.data(missed);
        }
      }
    });

    it('keeps a session for as long as the option says', async () => {
      const scene = await start({ maxDisconnectionDuration: 40 });
      const visitor = await scene.connect();
      await scene.lose(visitor);
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect((await scene.resume(visitor)).session.recovered).toBe(false);
    });

    it('lets the client of a quiet room come back, however many events others were sent', async () => {
      const scene = await start({ maxEvents: 5 });
      const visitor = await scene.connect();
      for (let count = 0; count < 50; count += 1) scene.gateway.clients.to('busy').emit('said', count);
      await scene.lose(visitor);
      scene.gateway.clients.to('lobby').emit('said', 'missed');
      const back = await scene.resume(visitor);
      expect(back.session.recovered).toBe(true);
      expect(await back.data(1)).toEqual(['missed']);
    });

    it('does not keep a session that is too large', async () => {
      const scene = await start({ maxSessionBytes: 200 });
      const visitor = await scene.connect();
      await visitor.ask('rename', 'x'.repeat(200));
      await scene.lose(visitor);
      expect((await scene.resume(visitor)).session.recovered).toBe(false);
    });
  });
}

/** Runs one case on a server of its own. Rejects if the server breaks the rule. */
export async function runPortico1RecoveryCase(
  platform: WebSocketPlatform,
  { run }: Portico1RecoveryCase,
): Promise<void> {
  await run(await startScene(platform));
}

async function startScene(platform: WebSocketPlatform, options?: RecoveryOptions): Promise<RecoveryScene> {
  watchProcess();
  const log = new RecoveryLog();
  const Gateway = createRecoveryGateway(log, options);
  const { app, port } = await startGateways({
    providers: [Gateway],
    httpAdapter: platform.createHttpAdapter(),
    createAdapter: (each) => platform.createAdapter(each),
  });
  return new RecoveryScene(port, app.get(Gateway), log);
}
