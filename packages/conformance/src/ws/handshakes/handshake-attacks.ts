import type { Server } from 'node:http';
import { type CanActivate, type ExecutionContext, UseGuards } from '@portico/common';
import { WebSocketGateway } from '@portico/websockets';
import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { RawSocket } from '../../support/raw-socket.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** The number of forged handshakes. Set it to a higher number before a release. */
const ATTACKS = Number(process.env['HANDSHAKE_ATTACKS'] ?? 200);
const AT_ONCE = 50;
/** The time in which an honest client is accepted. Far more than it takes, because other tests may run beside this one. */
const TIMEOUT_MS = 5_000;
const SLOW = Math.min(100, ATTACKS / 10);
const GOOD = 'https://good.example';
const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const VERSION = 'Sec-WebSocket-Version: 13';

/** Handshakes of attackers. */
export function describeHandshakeAttacks(platform: WebSocketPlatform): void {
  const { handshakes = 'clients are refused after they are connected', sharedServer } = platform.capabilities;
  const target = platform.upgradeTarget ?? '/';
  const isRefusedLater = platform.upgradeTarget !== undefined;
  const upgrade = (...headers: string[]) =>
    [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: Upgrade', ...headers, '', ''].join('\r\n');

  async function start() {
    const port = await gatewayPort(platform);
    const seen = { guard: 0, hooks: 0 };
    const guard = {
      canActivate(context: ExecutionContext) {
        seen.guard += 1;
        return context.switchToHttp().getRequest().headers.authorization === 'ada';
      },
      // The types do not allow all return values that the tests use.
    } as CanActivate;
    @WebSocketGateway(port, { origins: GOOD })
    class Guarded extends MarkerGateway {
      @UseGuards(guard)
      handleConnection() {
        seen.hooks += 1;
      }
    }
    const running = await startTestApp(platform, port, [Guarded]);
    return { ...running, seen, port: port || running.port };
  }

  const lies: [string, string, number][] = [
    ['without a key', upgrade('Upgrade: websocket', VERSION), 400],
    ['with a short key', upgrade('Upgrade: websocket', VERSION, 'Sec-WebSocket-Key: short'), 400],
    ['with a key of the wrong length', upgrade('Upgrade: websocket', VERSION, `${KEY}=`), 400],
    ['with an old version', upgrade('Upgrade: websocket', KEY, 'Sec-WebSocket-Version: 7'), 400],
    ['with 1 MB of headers', upgrade('Upgrade: websocket', KEY, VERSION, `X: ${'x'.repeat(2 ** 20)}`), 431],
    [
      'from another origin',
      upgrade('Upgrade: websocket', KEY, VERSION, 'Origin: https://bad.example'),
      isRefusedLater ? 101 : 403,
    ],
  ];
  for (const [how, bytes, status] of lies) {
    itWhen(handshakes, `answers a handshake ${how} with ${status} before guards run`, async () => {
      const { port, seen } = await start();
      const socket = await RawSocket.open(port);
      socket.write(bytes);
      const [, answered] = await socket.until(/^HTTP\/1\.1 (\d+) /);
      expect(Number(answered)).toBe(status);
      if (status === 101) socket.destroy();
      await socket.untilClosed();
      expect(seen).toEqual({ guard: 0, hooks: 0 });
    });
  }

  itWhen(
    handshakes,
    `refuses ${ATTACKS} forged handshakes without keeping any state, and accepts honest clients meanwhile`,
    async () => {
      const { app, port, connect, seen, logger } = await start();
      const slow = await Promise.all(Array.from({ length: SLOW }, () => RawSocket.open(port)));
      for (const socket of slow) socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nX-Slow: `);
      const attack = async (index: number): Promise<void> => {
        const [how, bytes, status] = lies[index % lies.length]!;
        const socket = await RawSocket.open(port);
        socket.write(bytes);
        const [, answered] = await socket.until(/^HTTP\/1\.1 (\d+) /, 10_000);
        expect([how, Number(answered)]).toEqual([how, status]);
        socket.destroy();
      };
      let attacks = 0;
      const attackers = Array.from({ length: AT_ONCE }, async () => {
        while (attacks < ATTACKS) await attack(attacks++);
      });
      const honest = async (): Promise<void> => {
        const start = performance.now();
        const client = await connect({ headers: { Authorization: 'ada', Origin: GOOD } });
        await expectNoReply(client);
        expect(performance.now() - start).toBeLessThan(TIMEOUT_MS);
        await client.leave();
      };
      await honest();
      await Promise.all([...attackers, expectRefusal(platform, connect(), 403)]);
      await honest();
      expect(seen).toEqual({ guard: 3, hooks: 2 });
      for (const socket of slow) socket.destroy();
      if (sharedServer === true) await eventually(async () => expect(await connectionsOf(app.getHttpServer())).toBe(0));
      expect(logger.errors).toEqual([]);
    },
    { timeout: 20_000 + ATTACKS * 10 },
  );
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}
