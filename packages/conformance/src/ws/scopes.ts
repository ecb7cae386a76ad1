import type { EventEmitter } from 'node:events';
import { Inject, Injectable, Scope } from '@portico/common';
import { ContextIdFactory, createContextId, REQUEST } from '@portico/core';
import { type MessageRequest, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.js';
import { itWhen } from '../support/test-when.js';
import type { WebSocketPlatform } from './support/platform.js';
import { gatewayPort, startTestApp } from './support/test-app.js';

/** The lifetime of gateways with request-scoped dependencies. */
export function describeScopes(platform: WebSocketPlatform): void {
  const { disconnects } = platform.capabilities;

  it('creates request-scoped providers once for each client, which is REQUEST', async () => {
    const port = await gatewayPort(platform);
    const hooks: unknown[] = [];
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class PerClient {
      readonly number = ++made;
      constructor(@Inject(REQUEST) readonly client: unknown) {}
    }
    @WebSocketGateway(port)
    class Scoped {
      private messages = 0;
      constructor(private readonly own: PerClient) {}
      handleConnection(client: unknown) {
        hooks.push(['in', this.own.number, this.own.client === client]);
      }
      handleDisconnect(client: unknown) {
        hooks.push(['out', this.own.number, this.own.client === client, this.messages]);
      }
      @SubscribeMessage('who')
      who(client: unknown) {
        this.messages += 1;
        return { event: 'you', data: [this.own.number, this.own.client === client, this.messages] };
      }
    }
    const testApp = await startTestApp(platform, port, [PerClient, Scoped]);
    const one = await testApp.connect();
    await eventually(() => expect(hooks).toHaveLength(1));
    const two = await testApp.connect();
    const whoIs = async (client: typeof one) => {
      client.send('who');
      return client.next('you');
    };
    expect(await whoIs(one)).toEqual([1, true, 1]);
    expect(await whoIs(one)).toEqual([1, true, 2]);
    expect(await whoIs(two)).toEqual([2, true, 1]);
    expect(hooks).toEqual([
      ['in', 1, true],
      ['in', 2, true],
    ]);
    await one.leave();
    if (disconnects === true) await eventually(() => expect(hooks[2]).toEqual(['out', 1, true, 2]));
  });

  it('creates request-scoped providers once for each message with `requestScope: "message"`', async () => {
    const port = await gatewayPort(platform);
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class PerMessage {
      readonly number = ++made;
      constructor(@Inject(REQUEST) readonly request: MessageRequest) {}
    }
    @WebSocketGateway(port, { requestScope: 'message' })
    class Scoped {
      private messages = 0;
      constructor(private readonly own: PerMessage) {}
      @SubscribeMessage('who')
      who(client: unknown, data: unknown) {
        this.messages += 1;
        const { request, number } = this.own;
        const isOwn = request.client === client && request.data === data && request.pattern === 'who';
        return { event: 'you', data: [number, isOwn, this.messages] };
      }
    }
    const testApp = await startTestApp(platform, port, [PerMessage, Scoped]);
    const client = await testApp.connect();
    for (const number of [1, 2]) {
      client.send('who', { some: 'data' });
      expect(await client.next('you')).toEqual([number, true, 1]);
    }
  });

  it.each([
    ['does not assign', 'its gateway is durable', [], null],
    ['assigns', 'another gateway is not durable', ['mixed'], 'acme'],
  ])('%s the payload of a strategy to a client if %s', async (_verb, _when, others, onClient) => {
    const port = await gatewayPort(platform);
    const tenant = createContextId();
    ContextIdFactory.apply({
      attach: (own) => ({ resolve: (info) => (info.isTreeDurable ? tenant : own), payload: { tenantName: 'acme' } }),
    });
    onTestFinished(() => ContextIdFactory.apply({ attach: () => undefined }));
    let opened = 0;
    @Injectable({ scope: Scope.REQUEST, durable: true })
    class Database {
      readonly number = ++opened;
      constructor(@Inject(REQUEST) readonly tenant: unknown) {}
    }
    @WebSocketGateway(port)
    class Durable {
      // With a server, each instance is prepared.
      @WebSocketServer() server: unknown;
      constructor(private readonly database: Database) {}
      handleConnection() {}
      @SubscribeMessage('durable')
      durable(client: { tenantName?: string }) {
        const { number, tenant } = this.database;
        return { event: 'you', data: [number, tenant, client.tenantName ?? null] };
      }
    }
    @Injectable({ scope: Scope.REQUEST })
    class PerClient {
      constructor(@Inject(REQUEST) readonly client: { tenantName?: string }) {}
    }
    @WebSocketGateway(port)
    class Mixed {
      constructor(
        readonly database: Database,
        readonly own: PerClient,
      ) {}
      @SubscribeMessage('mixed')
      mixed() {
        const { own, database } = this;
        return { event: 'you', data: [database.number, own.client.tenantName ?? null] };
      }
    }
    const providers = [Database, PerClient, Durable, ...(others.length > 0 ? [Mixed] : [])];
    const testApp = await startTestApp(platform, port, providers);
    for (const client of [await testApp.connect(), await testApp.connect()]) {
      client.send('durable');
      expect(await client.next('you')).toEqual([1, { tenantName: 'acme' }, onClient]);
      for (const event of others) {
        client.send(event);
        expect(await client.next('you')).toEqual([1, onClient]);
      }
    }
  });

  it.each(['connection', 'message'] as const)('sets the server of each instance: one per %s', async (requestScope) => {
    const port = await gatewayPort(platform);
    const servers: unknown[] = [];
    @WebSocketGateway(port, { requestScope })
    class Scoped {
      @WebSocketServer() server: unknown;
      constructor(@Inject(REQUEST) _request: unknown) {
        // Compilers define fields like this by default since ES2022. It hides a property of the prototype.
        Object.defineProperty(this, 'server', { value: undefined, writable: true, configurable: true });
      }
      afterInit(server: unknown) {
        servers.push(server, this.server);
      }
      handleConnection() {
        servers.push(this.server);
      }
      @SubscribeMessage('server')
      has() {
        servers.push(this.server);
        return { event: 'done', data: true };
      }
    }
    const testApp = await startTestApp(platform, port, [Scoped]);
    const client = await testApp.connect();
    client.send('server');
    await client.next('done');
    expect(servers).toHaveLength(4);
    expect(servers[0]).toBeInstanceOf(Object);
    expect(new Set(servers).size).toBe(1);
    expect(Object.hasOwn(Scoped.prototype, 'server')).toBe(false);
  });

  itWhen(disconnects, 'has removed its listeners from a client when handleDisconnect runs', async () => {
    const port = await gatewayPort(platform);
    const counts: number[][] = [];
    const count = (client: EventEmitter) =>
      ['message', 'disconnect', 'close', 'here'].map((event) => client.listenerCount?.(event) ?? 0);
    let bare: number[] = [];
    @WebSocketGateway(port)
    class Leaving {
      handleConnection(client: EventEmitter) {
        counts.push(count(client));
      }
      handleDisconnect(client: EventEmitter) {
        counts.push(count(client));
      }
      @SubscribeMessage('here')
      here() {
        return { event: 'here', data: true };
      }
    }
    const testApp = await startTestApp(platform, port, [Leaving], {
      configure(_app, adapter) {
        const bind = adapter.bindClientDisconnect;
        adapter.bindClientDisconnect = function (client: EventEmitter, callback: Function) {
          const bound = bind?.call(this, client, callback);
          // The listener of the adapter may remain, because a connection closes only once.
          bare = count(client);
          return bound;
        };
      },
    });
    const client = await testApp.connect();
    client.send('here');
    await client.next('here');
    await client.leave();
    await eventually(() => expect(counts).toHaveLength(2));
    const [during = [], after = []] = counts;
    expect(during).not.toEqual(bare);
    for (const [index, number] of after.entries()) expect(number).toBeLessThanOrEqual(bare[index] ?? 0);
  });
}
