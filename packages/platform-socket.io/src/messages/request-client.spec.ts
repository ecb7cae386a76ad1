import { ConnectedClient, type GatewayClient, WebSocketGateway } from '@portico/websockets';
import type { Socket } from 'socket.io';
import { expect, it, vi } from 'vitest';
import { replyCallbacksOf } from '../internals.js';
import { startApplication } from '../test-application.fixture.js';

it('keeps no callback of a request that is over', async () => {
  const entered: GatewayClient<object, object, Socket>[] = [];
  @WebSocketGateway()
  class Asking {
    handleConnection(@ConnectedClient() client: GatewayClient<object, object, Socket>) {
      entered.push(client);
    }
  }
  const { connect } = await startApplication([Asking]);
  const client = await connect();
  await vi.waitFor(() => expect(entered).toHaveLength(1));
  const [asked = expect.unreachable()] = entered;
  const { native } = asked;
  client.answer('double', (value) => Number(value) * 2);
  expect(await asked.request('double', 4)).toBe(8);
  const open = Promise.allSettled(Array.from({ length: 20 }, () => asked.request('ignored', 1, { timeoutMs: 60_000 })));
  await vi.waitFor(() => expect(replyCallbacksOf(native).size).toBe(20));
  expect(native.listenerCount('disconnect')).toBeLessThan(10);
  await client.leave();
  expect((await open).map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
  expect(replyCallbacksOf(native).size).toBe(0);
});
