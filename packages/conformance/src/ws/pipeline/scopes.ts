import type { EventEmitter } from 'node:events';
import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { ContextIdFactory, createContextId, REQUEST } from '@portico/core';
import {
  BaseWsExceptionFilter,
  type MessageRequest,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import { finalize, type Observable, throwError } from 'rxjs';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

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

  it('creates them once for a message that fails, its stream and its filter included', async () => {
    const port = await gatewayPort(platform);
    const seen: number[] = [];
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class PerMessage {
      readonly number = ++made;
    }
    @Catch()
    @Injectable({ scope: Scope.REQUEST })
    class Filter extends BaseWsExceptionFilter {
      constructor(private readonly own: PerMessage) {
        super();
      }
      override catch(exception: unknown, host: ArgumentsHost): void {
        seen.push(this.own.number);
        super.catch(exception, host);
      }
    }
    @UseFilters(Filter)
    @WebSocketGateway(port, { requestScope: 'message' })
    class Failing {
      constructor(private readonly own: PerMessage) {}
      @SubscribeMessage('throw') throw() {
        return this.fail();
      }
      @SubscribeMessage('reject') async reject() {
        return this.fail();
      }
      @SubscribeMessage('error') error() {
        return throwError(() => this.fail());
      }
      @SubscribeMessage('generate') async *generate() {
        yield { event: 'value', data: 1 };
        this.fail();
      }
      private fail(): never {
        seen.push(this.own.number);
        throw new WsException('failed');
      }
    }
    const { connect } = await startTestApp(platform, port, [PerMessage, Filter, Failing]);
    const client = await connect();
    const expected: number[] = [];
    for (const [index, event] of ['throw', 'reject', 'error', 'generate'].entries()) {
      client.send(event);
      await client.next('exception');
      expected.push(index + 1, index + 1);
      expect(seen).toEqual(expected);
    }
  });

  itWhen(disconnects, 'runs no stage of a message if its client leaves while providers are created', async () => {
    const port = await gatewayPort(platform);
    const log: string[] = [];
    let left = false;
    const creations: (() => void)[] = [];
    class Logging implements CanActivate, NestInterceptor {
      canActivate() {
        log.push('guard');
        return true;
      }
      intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
        log.push('before');
        return next.handle().pipe(finalize(() => log.push('after')));
      }
    }
    @WebSocketGateway(port)
    class Watching {
      handleDisconnect() {
        left = true;
      }
    }
    @UseGuards(Logging)
    @UseInterceptors(Logging)
    @WebSocketGateway(port, { requestScope: 'message' })
    class Scoped {
      constructor(@Inject('SLOW') readonly slow: unknown) {}
      @SubscribeMessage('run') run() {
        log.push('run');
        return { event: 'done', data: true };
      }
    }
    const slow = {
      provide: 'SLOW',
      scope: Scope.REQUEST,
      useFactory: () => new Promise((resolve) => creations.push(() => resolve({}))),
    };
    const { connect } = await startTestApp(platform, port, [Watching, Scoped, slow]);
    const [leaving, staying] = [await connect(), await connect()];
    leaving.send('run');
    await eventually(() => expect(creations).toHaveLength(1));
    await leaving.leave();
    await eventually(() => expect(left).toBe(true));
    creations[0]!();
    staying.send('run');
    await eventually(() => expect(creations).toHaveLength(2));
    creations[1]!();
    expect(await staying.next('done')).toBe(true);
    expect(log).toEqual(['guard', 'before', 'run', 'after']);
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
