import { Controller, Get, Inject, Injectable, Scope } from '@portico/common';
import {
  ConnectedClient,
  ConnectedSocket,
  clientOf,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** Portable clients: `GatewayClient` and `GatewayClients`. */
export function describeClients(platform: WebSocketPlatform): void {
  const { disconnects, requests = 'clients cannot answer requests' } = platform.capabilities;

  it('passes the same client to hooks and handlers, and returns it from clientOf()', async () => {
    const port = await gatewayPort(platform);
    const seen: unknown[] = [];
    @WebSocketGateway(port)
    class EventsGateway {
      async handleConnection(@ConnectedClient() client: GatewayClient, @ConnectedSocket() socket: object) {
        client.data.name = 'Ana';
        seen.push(client, clientOf(socket), client.native === socket);
      }
      @SubscribeMessage('who')
      who(@ConnectedClient() client: GatewayClient, @ConnectedSocket() socket: object, @MessageBody() data: string) {
        seen.push(client, clientOf(socket));
        client.emit('you', { ...client.data, data, connected: client.connected, recovered: client.recovered });
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('who', 'data');
    expect(await client.next('you')).toEqual({ name: 'Ana', data: 'data', connected: true, recovered: false });
    // One client has connected.
    const [gatewayClient] = seen as [GatewayClient];
    expect(seen).toEqual([gatewayClient, gatewayClient, true, gatewayClient, gatewayClient]);
    expect(seen.every((each) => each === gatewayClient || each === true)).toBe(true);
    expect(gatewayClient.id).toMatch(/^[\w-]{20,}$/);
    expect(gatewayClient.data).toEqual({ name: 'Ana' });
  });

  it('has a unique id and separate data for each client', async () => {
    const port = await gatewayPort(platform);
    const clients: GatewayClient[] = [];
    @WebSocketGateway(port)
    class EventsGateway {
      handleConnection(@ConnectedClient() client: GatewayClient<{ number: number }>) {
        clients.push(client);
        client.data = { number: clients.length };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    await testApp.connect();
    await testApp.connect();
    await eventually(() => expect(clients).toHaveLength(2));
    expect(clients.map(({ data }) => data)).toEqual([{ number: 1 }, { number: 2 }]);
    expect(new Set(clients.map(({ id }) => id)).size).toBe(2);
  });

  it('has the handshake of a client', async () => {
    const port = await gatewayPort(platform);
    const connected = deferred<GatewayClient>();
    @WebSocketGateway(port)
    class EventsGateway {
      handleConnection(@ConnectedClient() client: GatewayClient) {
        void client.handshake;
        connected.resolve(client);
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    await testApp.connect({ headers: { 'x-team': 'red' } });
    const { handshake } = await connected.promise;
    expect(handshake.headers['x-team']).toBe('red');
    expect(handshake.request.headers['x-team']).toBe('red');
    expect(handshake.url).toMatch(/^\//);
    expect(handshake.address).toContain('127.0.0.1');
    expect(handshake.secure).toBe(false);
    expect(handshake.params).toEqual({});
    expect(handshake.query).toBeTypeOf('object');
  });

  it('has the handshake of a client if it is first read for a message', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('how')
      how(@ConnectedClient() client: GatewayClient) {
        const { url, headers, query, address, secure, params, auth } = client.handshake;
        client.emit('so', {
          path: url[0],
          team: headers['x-team'],
          query: typeof query,
          address,
          secure,
          params,
          auth,
        });
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect({ headers: { 'x-team': 'red' } });
    client.send('how');
    const address = expect.stringContaining('127.0.0.1');
    const rest = { path: '/', query: 'object', secure: false, params: {}, auth: {} };
    expect(await client.next('so')).toEqual({ ...rest, team: 'red', address });
  });

  itWhen(disconnects, 'disconnects a client, and aborts its signal', async () => {
    const port = await gatewayPort(platform);
    const gone = deferred<unknown[]>();
    @WebSocketGateway(port)
    class EventsGateway {
      handleConnection(@ConnectedClient() client: GatewayClient) {
        client.data.signal = 'made';
        void client.signal;
      }
      handleDisconnect(@ConnectedClient() client: GatewayClient) {
        client.emit('late');
        gone.resolve([client.connected, client.signal.aborted, [...client.rooms], client.data]);
      }
      @SubscribeMessage('bye')
      bye(@ConnectedClient() client: GatewayClient) {
        client.disconnect(4000, 'Bye');
        client.disconnect();
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('bye');
    await client.left;
    expect(await gone.promise).toEqual([false, true, [], { signal: 'made' }]);
  });

  it('refuses close codes and reasons that cannot be sent when they are given, not when they are used', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @GatewayClients() private readonly clients!: GatewayClients;
      @SubscribeMessage('try')
      async try(@ConnectedClient() client: GatewayClient) {
        const attempts = [
          ...[401, 999, 1005, 1006, 1015, 2999, 5000, 4000.5, Number.NaN].flatMap((code) => [
            () => client.disconnect(code),
            () => client.disconnectAt(Date.now() + 60_000, code),
            () => this.clients.disconnect(code),
          ]),
          () => client.disconnect(4000, 'ü'.repeat(62)),
          () => this.clients.disconnect(4000, 'x'.repeat(124)),
        ];
        const codes = await Promise.all(attempts.map((attempt) => codeOf(attempt)));
        return { event: 'codes', data: [attempts.length, ...new Set(codes)] };
      }
    }
    const { connect } = await startTestApp(platform, port, [EventsGateway]);
    const client = await connect();
    client.send('try');
    expect(await client.next('codes')).toEqual([29, 'PORTICO_WS_CLOSE_CODE']);
    await expectNoReply(client);
  });

  it('passes the documented arguments to hooks without decorators', async () => {
    const port = await gatewayPort(platform);
    const seen: unknown[][] = [];
    @WebSocketGateway(port)
    class EventsGateway {
      handleConnection(...args: unknown[]) {
        seen.push(args);
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    await testApp.connect();
    await eventually(() => expect(seen).toHaveLength(1));
    // The hook was called with the client first.
    expect(clientOf((seen[0] as [object])[0])?.native).toBe(seen[0]?.[0]);
  });

  itWhen(requests, 'sends requests to a client, and rejects if it does not reply', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @GatewayClients() private readonly clients!: GatewayClients;
      @SubscribeMessage('start')
      async start(@ConnectedClient() client: GatewayClient) {
        const answer = await client.request('double', 21);
        const failure = await client.request('nothing', 1, { timeoutMs: 20 }).catch((error: Error) => error.message);
        const all = await this.clients.request('double', 4);
        const partly = await this.clients
          .timeout(50)
          .request('double-one', 5)
          .catch((error) => error.cause);
        return { event: 'done', data: { answer, failure, all, partly } };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const [client, other] = [await testApp.connect(), await testApp.connect()];
    for (const each of [client, other]) each.answer?.('double', (value) => Number(value) * 2);
    client.answer?.('double-one', (value) => Number(value) * 2);
    client.send('start');
    expect(await client.next('done')).toEqual({
      answer: 42,
      failure: expect.stringContaining('PORTICO_WS_REQUEST'),
      all: [8, 8],
      partly: [10],
    });
  });

  itWhen(
    requests === true ? disconnects : requests,
    'rejects requests at once when a client disconnects before it replies, and waits for the other clients',
    async () => {
      const port = await gatewayPort(platform);
      const entered: GatewayClient[] = [];
      let all: GatewayClients | undefined;
      @WebSocketGateway(port)
      class EventsGateway {
        @GatewayClients() private readonly clients!: GatewayClients;
        handleConnection(@ConnectedClient() client: GatewayClient) {
          entered.push(client);
          all = this.clients;
        }
      }
      const testApp = await startTestApp(platform, port, [EventsGateway]);
      const [staying, leaving] = [await testApp.connect(), await testApp.connect()];
      await eventually(() => expect(entered).toHaveLength(2));
      const asked = deferred();
      staying.answer?.('double', (value) => Number(value) * 2);
      const failureOf = (asking: Promise<unknown> | undefined) =>
        asking?.then(
          () => expect.unreachable('The client has replied'),
          (error: Error) => ({ message: error.message, cause: error.cause }),
        );
      const failures = [
        ...[60_000, Infinity].map((timeoutMs) => entered[1]?.request('double', 1, { timeoutMs })),
        ...[60_000, Infinity].map((timeout) => all?.timeout(timeout).request('double', 4)),
      ].map(failureOf);
      // A timer that is too long fires after a millisecond, before this one.
      setTimeout(asked.resolve, 2);
      await asked.promise;
      await leaving.leave();
      const one = { message: expect.stringMatching(/PORTICO_WS_REQUEST.*client has disconnected/s), cause: undefined };
      const several = {
        message: expect.stringMatching(/PORTICO_WS_REQUEST.*1 of 2 clients did not reply: it has disconnected/s),
        cause: [8],
      };
      expect(await Promise.all(failures)).toEqual([one, one, several, several]);
    },
  );

  if (requests !== true) {
    it('rejects requests to clients that cannot reply', async () => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port)
      class EventsGateway extends MarkerGateway {
        @GatewayClients() private readonly clients!: GatewayClients;
        @SubscribeMessage('start')
        async start(@ConnectedClient() client: GatewayClient) {
          const failures = await Promise.all(
            // It must not wait for the time-out.
            [client.request('double', 21), this.clients.timeout(60_000).request('double')].map((each) =>
              each.catch((error: Error) => error.message),
            ),
          );
          return { event: 'done', data: failures };
        }
      }
      const testApp = await startTestApp(platform, port, [EventsGateway]);
      const client = await testApp.connect();
      client.send('start');
      const failure = expect.stringMatching(/PORTICO_WS_REQUEST.*plain WebSocket messages have no acknowledgements/s);
      expect(await client.next('done')).toEqual([failure, failure]);
      await expectNoReply(client);
    });
  }

  it('handles no message that a client sends after it was disconnected', async () => {
    const port = await gatewayPort(platform);
    const handled: unknown[] = [];
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @SubscribeMessage('quit')
      quit(@ConnectedClient() client: GatewayClient) {
        client.disconnect();
      }
      @SubscribeMessage('transfer')
      transfer(@MessageBody() data: unknown) {
        handled.push(data);
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('transfer', 1);
    client.send('quit');
    // They arrive before the client knows that it was disconnected.
    for (const number of [2, 3, 4]) client.send('transfer', number);
    await client.left;
    await expectNoReply(await testApp.connect());
    expect(handled).toEqual([1]);
  });

  it('injects the clients of a gateway into controllers and services, request-scoped ones included', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      handleConnection(@ConnectedClient() client: GatewayClient) {
        return client.join('news');
      }
      @SubscribeMessage('ready')
      ready() {
        return { event: 'ready', data: true };
      }
    }
    @Injectable()
    class News {
      constructor(@Inject(GatewayClients) private readonly clients: GatewayClients) {}
      publish(text: string) {
        this.clients.to('news').emit('news', text);
      }
    }
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest {
      @GatewayClients(EventsGateway) private readonly clients!: GatewayClients;
      publish(text: string) {
        this.clients.to('news').emit('news', text);
      }
    }
    @Controller()
    class NewsController {
      constructor(
        @GatewayClients(() => EventsGateway) private readonly clients: GatewayClients,
        @Inject(PerRequest) private readonly perRequest: PerRequest,
      ) {}
      @Get('publish')
      publish() {
        this.clients.to('news').emit('news', 'by a controller');
        this.perRequest.publish('per request');
        return 'published';
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway, News, PerRequest], {
      imports: [{ module: class NewsModule {}, controllers: [NewsController], providers: [PerRequest] }],
    });
    const client = await testApp.connect();
    client.send('ready');
    await client.next('ready');
    testApp.app.get(News).publish('by a service');
    expect(await client.next('news')).toBe('by a service');
    expect(await (await fetch(`http://127.0.0.1:${testApp.port}/publish`)).text()).toBe('published');
    expect(await client.next('news')).toBe('by a controller');
    expect(await client.next('news')).toBe('per request');
  });
}

async function codeOf(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return 'no error';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}
