import { GatewayClients, messageStatsOf, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Namespace, Server } from 'socket.io';
import { expect, it, vi } from 'vitest';
import { IoAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

type AdapterClass = new (namespace: Namespace) => Namespace['adapter'];

/** An adapter whose room adapters publish without waiting, which always fails. */
class BrokenIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: object): Server {
    const server: Server = super.createIOServer(port, options);
    const InMemory = server.adapter() as AdapterClass;
    class BrokenAdapter extends InMemory {
      pubClient = { publish: () => Promise.reject(new Error('Socket closed unexpectedly')) };

      override broadcast(...given: Parameters<Namespace['adapter']['broadcast']>): void {
        void this.pubClient.publish();
        super.broadcast(...given);
      }
    }
    server.adapter(BrokenAdapter as never);
    return server;
  }
}

for (const [kind, namespace] of [
  ['the main namespace', undefined],
  ['a namespace', '/team-red'],
  ['the namespaces of a pattern', /^\/team-\w+$/],
] as const) {
  it(`counts the events that ${kind} could not share, including those of socket.io`, async () => {
    @WebSocketGateway({ ...(namespace && { namespace }) })
    class Team {
      @GatewayClients() readonly clients!: GatewayClients;
      @WebSocketServer() readonly server!: Server | Namespace;
    }
    const { app, connect } = await startApplication([Team], (own) => new BrokenIoAdapter(own));
    const client = await connect(namespace && { namespace: '/team-red' });
    const { clients, server } = app.get(Team);
    clients.emit('said', 1);
    expect(await client.next('said')).toBe(1);
    server.emit('said', 2);
    expect(await client.next('said')).toBe(2);
    await vi.waitFor(() => expect(messageStatsOf(server)?.unshared).toBe(2));
  });
}
