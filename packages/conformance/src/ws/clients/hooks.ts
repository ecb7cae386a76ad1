import type { IncomingMessage } from 'node:http';
import {
  Ack,
  ConnectedClient,
  type GatewayClient,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { freePort } from '../support/free-port.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** The lifecycle hooks of gateways. */
export function describeHooks(platform: WebSocketPlatform): void {
  const { disconnects } = platform.capabilities;

  it('passes the server to afterInit and to the @WebSocketServer() property', async () => {
    const port = await gatewayPort(platform);
    const seen: unknown[] = [];
    @WebSocketGateway(port)
    class First implements OnGatewayInit {
      @WebSocketServer() server: unknown;
      afterInit(server: unknown) {
        seen.push(server, this.server);
      }
    }
    @WebSocketGateway(port)
    class Second {
      @WebSocketServer() io: unknown;
    }
    const testApp = await startTestApp(platform, port, [First, Second]);
    const { server } = testApp.app.get(First);
    expect(server).toBeTypeOf('object');
    expect(seen).toEqual([server, server]);
    expect(testApp.app.get(Second).io).toBe(server);
  });

  itWhen(disconnects, 'passes the documented arguments of hooks to their parameters without a decorator', async () => {
    const port = await gatewayPort(platform);
    const plain: unknown[][] = [];
    const decorated: unknown[][] = [];
    @WebSocketGateway(port)
    class PlainGateway {
      handleConnection(...args: unknown[]) {
        plain.push(args);
      }
      handleDisconnect(...args: unknown[]) {
        plain.push(args);
      }
    }
    @WebSocketGateway(port)
    class DecoratedGateway {
      handleConnection(socket: unknown, request: unknown, @ConnectedClient() client: GatewayClient) {
        decorated.push([socket, request, client.native]);
      }
      handleDisconnect(
        @ConnectedClient() client: GatewayClient,
        reason: unknown,
        detail: unknown,
        @Ack() ack: unknown,
      ) {
        decorated.push([client.native, reason, detail, ack]);
      }
    }
    const testApp = await startTestApp(platform, port, [PlainGateway, DecoratedGateway]);
    const client = await testApp.connect();
    await eventually(() => expect(decorated).toHaveLength(1));
    await client.leave();
    await eventually(() => expect(decorated).toHaveLength(2));
    const [[socket, request] = [], [left, reason, detail] = []] = plain;
    expect(socket).toBeTypeOf('object');
    expect(decorated[0]?.[0]).toBe(socket);
    expect(decorated[0]?.[1]).toBe(request);
    expect(decorated[0]?.[2]).toBe(socket);
    expect(decorated[1]).toEqual([left, reason, detail, undefined]);
  });

  itWhen(disconnects, 'calls the hooks once for each client, with the reason of the disconnection', async () => {
    const port = await gatewayPort(platform);
    const told: string[] = [];
    const reasons: unknown[][] = [];
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway implements OnGatewayConnection, OnGatewayDisconnect {
      readonly clients: unknown[] = [];
      handleConnection(client: unknown) {
        told.push('in');
        this.clients.push(client);
      }
      handleDisconnect(client: unknown, ...reason: unknown[]) {
        told.push(`out ${this.clients.indexOf(client)} ${typeof reason[0]}`);
        reasons.push(reason);
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const one = await testApp.connect();
    await expectNoReply(one);
    const two = await testApp.connect();
    await expectNoReply(two);
    expect(told).toEqual(['in', 'in']);
    await two.leave();
    await eventually(() => expect(told[2]).toMatch(/^out 1 (string|number)$/));
    await one.leave();
    await eventually(() => expect(told[3]).toMatch(/^out 0 (string|number)$/));
    expect(told).toHaveLength(4);
    for (const [index, { disconnectArguments = [] }] of [two, one].entries()) {
      expect(reasons[index]?.slice(0, disconnectArguments.length)).toEqual(disconnectArguments);
    }
  });

  it('passes the request of the handshake to handleConnection, as an argument or on the client', async () => {
    const port = await gatewayPort(platform);
    const seen: unknown[] = [];
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      handleConnection(client: { request?: IncomingMessage }, request = client.request) {
        seen.push(request?.method, request?.headers.upgrade, request?.socket.remoteAddress?.replace('::ffff:', ''));
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    await expectNoReply(await testApp.connect());
    expect(seen).toEqual(['GET', 'websocket', '127.0.0.1']);
  });

  for (const [where, isShared, capability] of [
    ['the server of the application', true, platform.capabilities.sharedServer],
    ['a dedicated port', false, true],
  ] as const) {
    itWhen(capability, `accepts clients only after an asynchronous afterInit has completed, on ${where}`, async () => {
      const port = await freePort();
      const preparing = deferred();
      const ready = deferred();
      const order: string[] = [];
      @WebSocketGateway(isShared ? 0 : port)
      class Preparing extends MarkerGateway {
        async afterInit() {
          preparing.resolve();
          await ready.promise;
          order.push('prepared');
        }
        handleConnection() {
          order.push('in');
        }
      }
      const otherPort = await gatewayPort(platform);
      @WebSocketGateway(otherPort)
      class Prepared extends MarkerGateway {}
      const other = await startTestApp(platform, otherPort, [Prepared]);
      const attempts: Promise<void>[] = [];
      const testApp = await startTestApp(platform, isShared ? 0 : port, [Preparing], {
        async listen(app) {
          const listening = app.listen(isShared ? port : 0, '127.0.0.1');
          await preparing.promise;
          for (let count = 0; count < 4; count += 1) {
            // The port may already be open, but clients are not accepted yet.
            attempts.push(
              platform.connect({ port }).then(
                (client) => client.destroy(),
                () => undefined,
              ),
            );
            // Meanwhile, a server that is prepared accepts a client.
            await expectNoReply(await other.connect());
          }
          expect(order).toEqual([]);
          ready.resolve();
          await listening;
        },
      });
      await Promise.all(attempts);
      await expectNoReply(await testApp.connect());
      expect(order[0]).toBe('prepared');
    });
  }

  it('handles messages only after an asynchronous handleConnection has completed', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const handled: unknown[] = [];
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      async handleConnection() {
        await ready.promise;
        handled.push('ready');
      }
      @SubscribeMessage('early')
      early(@MessageBody() data: number) {
        handled.push(data);
        return { event: 'handled', data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    for (const number of [1, 2, 3]) client.send('early', number);
    // During the round trip of a second client, no message of the first one may be handled.
    const other = await testApp.connect();
    other.send('early', 4);
    await new Promise((resolve) => setImmediate(resolve));
    expect(handled).toEqual([]);
    ready.resolve();
    expect([await client.next('handled'), await client.next('handled'), await client.next('handled')]).toEqual([
      1, 2, 3,
    ]);
    expect(await other.next('handled')).toBe(4);
    expect(handled.filter((entry) => entry === 'ready')).toHaveLength(2);
    expect(handled.indexOf('ready')).toBeLessThan(handled.indexOf(1));
  });

  itWhen(disconnects, 'calls handleDisconnect after handleConnection for a client that disconnects early', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const order: string[] = [];
    @WebSocketGateway(port)
    class EventsGateway {
      async handleConnection() {
        order.push('connecting');
        await ready.promise;
        order.push('connected');
      }
      @SubscribeMessage('message')
      message() {
        order.push('message');
      }
      handleDisconnect() {
        order.push('disconnected');
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('message');
    await client.leave();
    expect(order).toEqual(['connecting']);
    ready.resolve();
    await eventually(() => expect(order).toContain('disconnected'));
    expect(order.indexOf('connected')).toBe(1);
    expect(order.at(-1)).toBe('disconnected');
  });

  const failures: [string, () => unknown][] = [
    [
      'throws',
      () => {
        throw new Error('hook failed');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('hook failed'))],
  ];
  for (const hook of ['afterInit', 'handleConnection', 'handleDisconnect'] as const) {
    for (const [how, fail] of failures) {
      itWhen(hook === 'handleDisconnect' ? disconnects : true, `continues if ${hook} ${how}`, async () => {
        const port = await gatewayPort(platform);
        let calls = 0;
        @WebSocketGateway(port)
        class EventsGateway extends MarkerGateway {
          [hook]() {
            calls += 1;
            return fail();
          }
        }
        const testApp = await startTestApp(platform, port, [EventsGateway]);
        const first = await testApp.connect();
        await expectNoReply(first);
        await first.leave();
        const second = await testApp.connect();
        await expectNoReply(second);
        await eventually(() => expect(calls).toBe(hook === 'handleConnection' ? 2 : 1));
        await eventually(() =>
          expect(testApp.logger.errors.join()).toContain(`EventsGateway.${hook}() failed: hook failed`),
        );
      });
    }
  }
}
