import { once } from 'node:events';
import { UseGuards } from '@portico/common';
import { ConnectedClient, clientOf, type GatewayClient, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

class Gateway {
  @SubscribeMessage('team')
  team(@ConnectedClient() { handshake }: GatewayClient) {
    try {
      return { event: 'team', data: handshake.request.headers['x-team'] };
    } catch (error) {
      return { event: 'failure', data: (error as Error).message };
    }
  }
}

class Everyone {
  canActivate() {
    return true;
  }
}

async function answerOf(gateway: new () => Gateway): Promise<{ event: string; data: string }> {
  const { port } = await startApplication([gateway], (app) => new WsAdapter(app));
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers: { 'x-team': 'red' } });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  socket.send('{"event":"team"}');
  const [frame] = await once(socket, 'message');
  return JSON.parse(String(frame));
}

describe('the request of a client', () => {
  it('is kept if handleConnection has read the handshake', async () => {
    @WebSocketGateway()
    class Reading extends Gateway {
      handleConnection(@ConnectedClient() client: GatewayClient) {
        void client.handshake;
      }
    }
    expect(await answerOf(Reading)).toEqual({ event: 'team', data: 'red' });
  });

  it('is kept if guards run before the client is accepted', async () => {
    @WebSocketGateway({ guardConnections: true })
    @UseGuards(Everyone)
    class Guarded extends Gateway {}
    expect(await answerOf(Guarded)).toEqual({ event: 'team', data: 'red' });
  });

  it('is not kept otherwise, and reading it throws an error with the fix', async () => {
    @WebSocketGateway()
    class Plain extends Gateway {}
    const { event, data } = await answerOf(Plain);
    expect(event).toBe('failure');
    expect(data).toMatch(/^\[?PORTICO_WS_HANDSHAKE\]?[\s\S]*Read client\.handshake in handleConnection\(\)/);
  });

  it('is released when the client has disconnected, unless its portable client was used', async () => {
    const gone: Promise<WebSocket>[] = [];
    const used: (GatewayClient | undefined)[] = [];
    @WebSocketGateway({ guardConnections: true })
    @UseGuards(Everyone)
    class Guarded {
      handleConnection(client: WebSocket) {
        if (gone.length === 1) used.push(clientOf(client));
        // The listener of the adapter was added before, so the hooks have already run.
        gone.push(once(client, 'close').then(() => client));
      }
    }
    const { port } = await startApplication([Guarded], (app) => new WsAdapter(app));
    for (const team of ['red', 'blue']) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers: { 'x-team': team } });
      await once(socket, 'open');
      socket.terminate();
      await vi.waitFor(() => expect(gone).toHaveLength(team === 'red' ? 1 : 2));
    }
    const [red, blue] = await Promise.all(gone);
    expect(() => clientOf(red as WebSocket)?.handshake).toThrow(/of a disconnected client is no longer available/);
    expect(clientOf(blue as WebSocket)).toBe(used[0]);
    expect(used[0]?.handshake.request.headers['x-team']).toBe('blue');
  });
});
