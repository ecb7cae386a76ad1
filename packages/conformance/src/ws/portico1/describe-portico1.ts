import { describe, expect, it, onTestFinished } from 'vitest';
import { LONG_RUN_TIMEOUT_MS } from '../../support/long-run.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { type RunningGateways, startGateways } from '../support/start-gateways.js';
import { watchProcess } from '../support/test-app.js';
import { PORTICO1_CASES, type Portico1Case, type Portico1CaseContext } from './portico1-cases.js';
import { createPortico1Gateway, Portico1Log } from './portico1-gateway.js';
import { PORTICO1_HOSTILE_CASES } from './portico1-hostile-cases.js';
import { Portico1Peer } from './portico1-peer.js';

/**
 * Runs the test suite for servers with the subprotocol `portico.1`. The tests write and read raw frames.
 *
 * @param platform its adapters allow 50 open requests: `portico1({ maxOpenRequests: 50 })`
 * @example
 * describePortico1({ ...platform, createAdapter: (app) => new WsAdapter(app, { codecs: [portico1({ maxOpenRequests: 50 })] }) });
 * @see docs/protocol.md
 */
export function describePortico1(platform: WebSocketPlatform): void {
  describe(`portico.1 on ${platform.name}`, () => {
    for (const portico1Case of [...PORTICO1_CASES, ...PORTICO1_HOSTILE_CASES]) {
      it(portico1Case.name, { timeout: LONG_RUN_TIMEOUT_MS }, () => runPortico1Case(platform, portico1Case));
    }

    it('begins with the session, whose id is unguessable', async () => {
      const { port } = await start(platform, new Portico1Log());
      const ids = [];
      for (let count = 0; count < 2; count += 1) {
        const peer = await connect(port);
        const { session } = await peer.next();
        expect(session).toEqual({ id: expect.stringMatching(/^[\w-]{20,}$/), recovered: false });
        ids.push(session?.id);
      }
      expect(ids[0]).not.toBe(ids[1]);
    });

    it('is used only with clients that offer it', async () => {
      const { port } = await start(platform, new Portico1Log());
      const peer = await connect(port, []);
      expect(peer.socket.protocol).toBe('');
      peer.send({ event: 'echo', data: 'documented', id: 1 });
      expect(await peer.next()).toBe('documented');
      const choosing = await connect(port, ['other', 'portico.1']);
      expect(choosing.socket.protocol).toBe('portico.1');
    });

    it('fails open streams when the server closes', async () => {
      const log = new Portico1Log();
      const { app, port } = await start(platform, log);
      const peer = await connect(port);
      await peer.next();
      peer.send({ event: 'silent', id: 1 });
      expect(await peer.next()).toMatchObject({ id: 1, data: 'first' });
      const closed = app.close();
      expect(await peer.next()).toEqual({ id: 1, error: { status: 'error', message: 'The server is closing' } });
      await closed;
      expect(log.open).toBe(0);
    });
  });
}

/** Runs one case on a new server. Rejects if the server does not follow the rule. */
export async function runPortico1Case(platform: WebSocketPlatform, { run }: Portico1Case): Promise<void> {
  watchProcess();
  const log = new Portico1Log();
  const { port } = await start(platform, log);
  const peer = await connect(port);
  await peer.next();
  const context: Portico1CaseContext = { peer, log };
  await run(context);
}

function start(platform: WebSocketPlatform, log: Portico1Log): Promise<RunningGateways> {
  return startGateways({
    providers: [createPortico1Gateway(log)],
    httpAdapter: platform.createHttpAdapter(),
    createAdapter: (app) => platform.createAdapter(app),
  });
}

async function connect(port: number, protocols?: readonly string[]): Promise<Portico1Peer> {
  const peer = await Portico1Peer.connect(port, protocols);
  onTestFinished(() => peer.destroy());
  return peer;
}
