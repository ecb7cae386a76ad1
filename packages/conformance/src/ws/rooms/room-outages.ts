import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import { Adapter, ClusterAdapter } from 'socket.io-adapter';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { TestClient } from '../support/client.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** The connection with which room adapters publish. */
class Connection {
  readonly isReady = true;
  isBroken = false;

  publish(): Promise<string> {
    return this.isBroken ? Promise.reject(new Error('Socket closed unexpectedly')) : Promise.resolve('');
  }
}

type Factory = new (namespace: any) => Adapter;

/** An adapter that does not wait for its publications, like `@socket.io/redis-adapter`. */
function publishing(connection: Connection): Factory {
  return class PublishingAdapter extends Adapter {
    pubClient = connection;

    override broadcast(...given: Parameters<Adapter['broadcast']>): void {
      if (!given[1].flags?.local) void this.pubClient.publish();
      super.broadcast(...given);
    }
    override addSockets(...given: Parameters<Adapter['addSockets']>): void {
      void this.pubClient.publish();
      super.addSockets(...given);
    }
    override serverSideEmit(): void {
      void this.pubClient.publish();
    }
    override close(): void {
      void this.pubClient.publish();
    }
  };
}

/** An adapter whose connection is not accessible, like `@socket.io/redis-streams-adapter` and the sharded adapter. */
function clustered(connection: Connection): Factory {
  return class ClusteredAdapter extends ClusterAdapter {
    // The constructor of the base class is protected.
    public constructor(namespace: object) {
      super(namespace);
    }
    protected doPublish(): Promise<string> {
      return connection.publish();
    }
    protected async doPublishResponse(): Promise<void> {
      await connection.publish();
    }
    override serverCount(): Promise<number> {
      return Promise.resolve(1);
    }
    override async close(): Promise<void> {
      await connection.publish();
    }
  };
}

/** Rooms whose room adapter loses its connection. */
export function describeRoomOutages(platform: WebSocketPlatform): void {
  async function start(factory: Factory) {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class SharedGateway {
      @GatewayClients() readonly clients!: GatewayClients;
      @WebSocketServer() readonly server!: object;

      /** Sets the room adapter, as an application does in `createIOServer()` if rooms are those of the library. */
      afterInit(server: { adapter?: unknown }) {
        if (typeof server.adapter === 'function') server.adapter(factory);
      }
      @SubscribeMessage('join')
      async join(@ConnectedClient() client: GatewayClient) {
        await client.join('red');
        return { event: 'joined', data: true };
      }
    }
    const { app, connect, logger } = await startTestApp(platform, port, [SharedGateway], {
      configure: (_app, adapter) => Object.assign(adapter, { roomAdapter: () => factory }),
    });
    const clients: TestClient[] = [await connect(), await connect()];
    for (const client of clients) {
      client.send('join');
      await client.next('joined');
    }
    const { clients: group, server } = app.get(SharedGateway);
    const warningsOf = (text: string) => logger.warnings.filter((each) => each.includes(text));
    return { app, group, clients, warningsOf, unshared: () => messageStatsOf(server)?.unshared };
  }

  for (const [kind, create] of [
    ['does not wait for its publications', publishing],
    ['does not expose its connection', clustered],
  ] as const) {
    it(`sends to the clients of the process if a room adapter that ${kind} fails, and counts the failures`, async () => {
      const connection = new Connection();
      const { app, group, clients, warningsOf, unshared } = await start(create(connection));
      const expectAll = async (data: number) => {
        for (const client of clients) expect(await client.next('said')).toBe(data);
      };
      group.to('red').emit('said', 0);
      await expectAll(0);
      connection.isBroken = true;
      for (const number of [1, 2, 3]) group.to('red').emit('said', number);
      for (const number of [1, 2, 3]) await expectAll(number);
      group.local.emit('said', 4);
      await expectAll(4);
      await group.in('red').join('blue');
      await eventually(() => expect(unshared()).toBe(3));
      expect(warningsOf('cannot send to the other processes (Socket closed unexpectedly)')).toHaveLength(1);
      connection.isBroken = false;
      group.to('blue').emit('said', 5);
      await expectAll(5);
      await eventually(() => expect(warningsOf('again. 3 event(s)')).toHaveLength(1));
      connection.isBroken = true;
      await app.close();
      expect(unshared()).toBe(3);
    });
  }
}
