import type { EventEmitter } from 'node:events';
import type { DiscardedMessage } from '@portico/websockets';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer, WsException } from '@portico/websockets';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { onDiscarded } from '../support/on-discarded.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

const GATEWAYS = 20;
const CONNECTIONS = 1_000;
const AT_ONCE = 50;

/** Failures must not affect later messages, other clients, or the process. */
export function describeFaults(platform: WebSocketPlatform): void {
  const { disconnects, discardedMessages } = platform.capabilities;

  it('handles an event again after its handler has failed, synchronously or asynchronously', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Fragile {
      @SubscribeMessage('throws')
      throws(@MessageBody() data: unknown) {
        if (data === 'bad') throw new WsException('bad');
        return { event: 'good', data };
      }
      @SubscribeMessage('rejects')
      async rejects(@MessageBody() data: unknown) {
        await Promise.resolve();
        if (data === 'bad') throw new WsException('bad');
        return { event: 'good', data };
      }
    }
    const testApp = await startTestApp(platform, port, [Fragile]);
    const client = await testApp.connect();
    for (let round = 0; round < 3; round += 1) {
      for (const event of ['throws', 'rejects']) {
        client.send(event, 'bad');
        expect(await client.next('exception')).toMatchObject({ message: 'bad' });
        client.send(event, round);
        expect(await client.next('good')).toBe(round);
      }
    }
  });

  it('ignores an unknown event, and handles the next message', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Small extends MarkerGateway {}
    const testApp = await startTestApp(platform, port, [Small]);
    const client = await testApp.connect();
    for (const event of ['nobody', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) client.send(event, 1);
    await expectNoReply(client);
  });

  itWhen(discardedMessages, 'reports unknown events with a hook and in the log', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Small extends MarkerGateway {}
    const testApp = await startTestApp(platform, port, [Small]);
    const discarded: DiscardedMessage[] = [];
    onDiscarded(testApp.adapter, (message) => {
      discarded.push(message);
      throw new Error('the hook failed');
    });
    const client = await testApp.connect();
    client.send('nobody', { a: 1 });
    await expectNoReply(client);
    expect(discarded).toEqual([{ reason: 'unknown-event', event: 'nobody', data: { a: 1 } }]);
    expect(testApp.logger.warnings.join()).toContain('no gateway subscribes to "nobody"');
  });

  itWhen(discardedMessages, 'reports text that is not a message, and handles the next message', async ({ skip }) => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Small extends MarkerGateway {}
    const testApp = await startTestApp(platform, port, [Small]);
    const reasons: string[] = [];
    onDiscarded(testApp.adapter, ({ reason }) => reasons.push(reason));
    const client = await testApp.connect();
    if (!client.sendText) return skip('the client of the platform has no sendText()');
    const texts = ['not JSON', '{"event":', '', '5', 'null', '{}', '{"data":{"event":"marker"}}'];
    for (const text of texts) {
      client.sendText(text);
      await expectNoReply(client);
    }
    expect(reasons).toEqual(texts.map(() => 'malformed'));
  });

  itWhen(
    discardedMessages,
    'reports a frame that violates the protocol, and serves the other clients',
    async ({ skip }) => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port)
      class Small extends MarkerGateway {}
      const testApp = await startTestApp(platform, port, [Small]);
      const discarded: DiscardedMessage[] = [];
      onDiscarded(testApp.adapter, (message) => discarded.push(message));
      const [broken, other] = [await testApp.connect(), await testApp.connect()];
      if (!broken.breakProtocol) return skip('the client of the platform has no breakProtocol()');
      broken.breakProtocol();
      await eventually(() =>
        expect(discarded, 'what reportDiscarded() was called with').toMatchObject([
          { reason: 'malformed', error: expect.any(Error) },
        ]),
      );
      await expectNoReply(other);
    },
  );

  itWhen(discardedMessages, 'disconnects a client that floods the server before it is accepted', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    let handled = 0;
    @WebSocketGateway(port)
    class Slow extends MarkerGateway {
      handleConnection() {
        return ready.promise;
      }
      @SubscribeMessage('early')
      early() {
        handled += 1;
      }
    }
    const testApp = await startTestApp(platform, port, [Slow]);
    const reasons: string[] = [];
    onDiscarded(testApp.adapter, ({ reason }) => reasons.push(reason));
    const client = await testApp.connect();
    for (let count = 0; count < 3_000; count += 1) client.send('early', count);
    await client.left;
    expect(reasons).toContain('overflow');
    await eventually(() => expect(reasons).toContain('disconnected'));
    ready.resolve();
    await expectNoReply(await testApp.connect());
    expect(handled).toBe(0);
  });

  it(`serves ${CONNECTIONS} clients of ${GATEWAYS} gateways with a constant number of listeners`, {
    timeout: 60_000,
  }, async () => {
    const port = await gatewayPort(platform);
    const calls = { in: 0, out: 0 };
    const listeners = new Set<string>();
    const counts = (emitter: EventEmitter) =>
      emitter
        .eventNames()
        .map((name) => `${String(name)}:${emitter.listenerCount(name)}`)
        .sort()
        .join(' ');
    const gateways = Array.from({ length: GATEWAYS }, (_, index) => {
      @WebSocketGateway(port)
      class Crowded {
        @WebSocketServer() server!: EventEmitter;
        handleConnection(client: EventEmitter) {
          calls.in += 1;
          listeners.add(`client ${counts(client)}`);
        }
        handleDisconnect() {
          calls.out += 1;
        }
        @SubscribeMessage(`event ${index}`)
        event() {
          return { event: 'answer', data: index };
        }
      }
      return { [`Crowded${index}`]: Crowded }[`Crowded${index}`]!;
    });
    const testApp = await startTestApp(platform, port, gateways);
    const http: EventEmitter = testApp.app.getHttpServer();
    const { server } = testApp.app.get(gateways[0]!);
    const before = `${counts(http)} ${counts(server)}`;
    for (let served = 0; served < CONNECTIONS; served += AT_ONCE) {
      const batch = await Promise.all(Array.from({ length: AT_ONCE }, () => testApp.connect()));
      await Promise.all(
        batch.map(async (client, index) => {
          client.send(`event ${index % GATEWAYS}`);
          expect(await client.next('answer')).toBe(index % GATEWAYS);
          await client.leave();
        }),
      );
    }
    expect(calls.in).toBe(CONNECTIONS * GATEWAYS);
    if (disconnects === true) await eventually(() => expect(calls.out).toBe(CONNECTIONS * GATEWAYS));
    expect(`${counts(http)} ${counts(server)}`).toBe(before);
    expect([...listeners]).toHaveLength(1);
  });
}
