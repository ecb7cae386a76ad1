import type { IncomingMessage } from 'node:http';
import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import type { DiscardedMessage, GatewayClient } from '@portico/websockets';
import { ConnectedClient, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it, vi } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { UNREADABLE } from '../../support/unreadable.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { onDiscarded } from '../support/on-discarded.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** Which clients are accepted, and what happens to messages of clients that are refused or not yet accepted. */
export function describeConnections(platform: WebSocketPlatform): void {
  const { disconnects, discardedMessages } = platform.capabilities;

  const refusals: [string, (request: IncomingMessage) => boolean | Promise<boolean>, boolean][] = [
    ['returns false', () => false, false],
    ['resolves to false', async () => false, false],
    [
      'throws',
      () => {
        throw new Error('check failed');
      },
      true,
    ],
    ['rejects', () => Promise.reject(new Error('check failed')), true],
    ['rejects later', () => new Promise((_resolve, reject) => setImmediate(reject, new Error('check failed'))), true],
    ...Object.entries(UNREADABLE).map(([name, value]): [string, () => Promise<never>, boolean] => [
      `rejects with ${name}`,
      () => Promise.reject(value()),
      false,
    ]),
  ];
  const checks = platform.checkHandshakes ? true : 'the platform has no callback that checks handshakes';
  for (const [how, refuse, isFailure] of refusals)
    itWhen(checks, `refuses one client whose handshake check ${how}`, async () => {
      const port = await gatewayPort(platform);
      let asked = 0;
      let connections = 0;
      const options = platform.checkHandshakes?.((request) => {
        asked += 1;
        return asked === 1 ? refuse(request) : asked === 2 || Promise.resolve(true);
      });
      @WebSocketGateway(port, options)
      class Checked extends MarkerGateway {
        handleConnection() {
          connections += 1;
        }
      }
      const testApp = await startTestApp(platform, port, [Checked]);
      await expect(testApp.connect()).rejects.toThrow();
      expect(connections).toBe(0);
      for (const _ of ['accepted by a value', 'accepted by a promise']) await expectNoReply(await testApp.connect());
      expect([asked, connections]).toEqual([3, 2]);
      const errors = testApp.logger.errors.join();
      if (isFailure) expect(errors).toContain('check failed');
      else if (!how.startsWith('rejects')) expect(errors).toBe('');
    });

  for (const how of ['at once', 'later'] as const) {
    it(`handles no message of a client that handleConnection refuses ${how}`, async () => {
      const port = await gatewayPort(platform);
      const decide = deferred();
      const handled: unknown[] = [];
      let connections = 0;
      @WebSocketGateway(port)
      class Members extends MarkerGateway {
        async handleConnection(client: Endable) {
          connections += 1;
          if (connections > 1) return;
          if (how === 'later') await decide.promise;
          end(client);
        }
        @SubscribeMessage('transfer')
        transfer(@MessageBody() data: unknown) {
          handled.push(data);
        }
      }
      const testApp = await startTestApp(platform, port, [Members]);
      const discarded: DiscardedMessage[] = [];
      if (discardedMessages === true) {
        onDiscarded(testApp.adapter, (message) => discarded.push(message));
      }
      const refused = await testApp.connect();
      for (const number of [1, 2, 3]) refused.send('transfer', number);
      // Both clients use the same event loop. When the second one receives a reply, the messages of the first have arrived.
      if (how === 'later') await expectNoReply(await testApp.connect());
      decide.resolve();
      await refused.left;
      await expectNoReply(await testApp.connect());
      expect(handled).toEqual([]);
      if (discardedMessages !== true || how === 'at once') return;
      expect(discarded).toEqual([1, 2, 3].map((data) => ({ reason: 'disconnected', event: 'transfer', data })));
      expect(testApp.logger.warnings.join()).toContain(
        'its client was disconnected before "transfer" could be handled',
      );
    });
  }

  itWhen(disconnects, 'discards the waiting messages of a client that the first of them disconnects', async () => {
    const port = await gatewayPort(platform);
    const decide = deferred();
    const handled: unknown[] = [];
    let connections = 0;
    @WebSocketGateway(port)
    class Members extends MarkerGateway {
      async handleConnection() {
        connections += 1;
        if (connections === 1) await decide.promise;
      }
      @SubscribeMessage('transfer')
      transfer(@ConnectedClient() client: GatewayClient, @MessageBody() data: unknown) {
        handled.push(data);
        client.disconnect();
      }
    }
    const testApp = await startTestApp(platform, port, [Members]);
    const client = await testApp.connect();
    for (const number of [1, 2, 3]) client.send('transfer', number);
    // Both clients use the same event loop. When the second one receives a reply, the messages of the first have arrived.
    await expectNoReply(await testApp.connect());
    decide.resolve();
    await client.left;
    await expectNoReply(await testApp.connect());
    expect(handled).toEqual([1]);
  });

  itWhen(disconnects, 'calls no interceptor and no handler if the client leaves while a guard runs', async () => {
    const port = await gatewayPort(platform);
    const called: string[] = [];
    const decide = deferred();
    @Injectable()
    class Slow implements CanActivate {
      async canActivate() {
        called.push('guard');
        await decide.promise;
        return true;
      }
    }
    @Injectable()
    class Watching implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler) {
        called.push('interceptor');
        return next.handle();
      }
    }
    @WebSocketGateway(port)
    class Members extends MarkerGateway {
      @UseGuards(Slow)
      @UseInterceptors(Watching)
      @SubscribeMessage('transfer')
      transfer() {
        called.push('handler');
      }
      handleDisconnect() {
        called.push('disconnected');
      }
    }
    const testApp = await startTestApp(platform, port, [Members]);
    const client = await testApp.connect();
    client.send('transfer', 1);
    await eventually(() => expect(called).toEqual(['guard']));
    await client.leave();
    await eventually(() => expect(called).toEqual(['guard', 'disconnected']));
    decide.resolve();
    await expectNoReply(await testApp.connect());
    expect(called).toEqual(['guard', 'disconnected']);
  });

  itWhen(disconnects, 'discards the messages of a client that disconnects while handleConnection runs', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const out = deferred();
    const handled: unknown[] = [];
    @WebSocketGateway(port)
    class Members {
      handleConnection() {
        return ready.promise;
      }
      handleDisconnect() {
        out.resolve();
      }
      @SubscribeMessage('transfer')
      transfer(@MessageBody() data: unknown) {
        handled.push(data);
      }
    }
    const testApp = await startTestApp(platform, port, [Members]);
    const client = await testApp.connect();
    client.send('transfer', 1);
    // The message arrives during this connection.
    await testApp.connect();
    await client.leave();
    if (discardedMessages === true) {
      await eventually(() => expect(testApp.logger.warnings.join()).toContain('before "transfer" could be handled'));
    }
    ready.resolve();
    await out.arrival('the call of handleDisconnect()');
    expect(handled).toEqual([]);
  });

  it('handles messages while handleConnection runs with `waitForConnection: false`', async () => {
    const port = await gatewayPort(platform);
    const stay = deferred();
    const order: string[] = [];
    @WebSocketGateway(port, { waitForConnection: false })
    class Feed extends MarkerGateway {
      async handleConnection() {
        order.push('feed starts');
        await stay.promise;
        order.push('feed ends');
      }
      handleDisconnect() {
        order.push('out');
        stay.resolve();
      }
    }
    const testApp = await startTestApp(platform, port, [Feed]);
    const client = await testApp.connect();
    await expectNoReply(client);
    expect(order).toEqual(['feed starts']);
    await client.leave();
    if (disconnects === true) await eventually(() => expect(order).toEqual(['feed starts', 'out', 'feed ends']));
    stay.resolve();
  });

  it('warns once if messages wait for handleConnection for five seconds', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    @WebSocketGateway(port)
    class Slow extends MarkerGateway {
      handleConnection() {
        return ready.promise;
      }
    }
    const testApp = await startTestApp(platform, port, [Slow]);
    const clients = [await testApp.connect(), await testApp.connect()];
    const warnings = () =>
      testApp.logger.warnings.filter((line) => String(line).includes('PORTICO_WS_SLOW_CONNECTION'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (const client of clients) client.send('marker');
      // Turns of the event loop in which the messages arrive.
      for (let turn = 0; vi.getTimerCount() < 2 && turn < 10_000; turn += 1) await new Promise(setImmediate);
      await vi.advanceTimersByTimeAsync(4_999);
      expect(warnings()).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(warnings()).toHaveLength(1);
      expect(warnings()[0]).toContain('handleConnection() of Slow');
    } finally {
      vi.useRealTimers();
    }
    ready.resolve();
    for (const client of clients) expect(await client.next('marker')).toBe(true);
  });
}

/** The method with which the socket of a library is closed. */
interface Endable {
  disconnect?(close: boolean): void;
  close?(code?: number): void;
}

function end(client: Endable): void {
  if (client.disconnect) client.disconnect(true);
  else client.close?.(4001);
}
