import { once } from 'node:events';
import { WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startApplication } from '../test-application.fixture.js';

/** Starts a server whose clients do not close their connection themselves, as those of the library do. */
async function start(connectTimeout: number) {
  @WebSocketGateway({ connectTimeout })
  class Left {}
  @WebSocketGateway({ namespace: 'other' })
  class Other {}
  const { port } = await startApplication([Left, Other]);
  return async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    onTestFinished(() => socket.terminate());
    const closed = once(socket, 'close');
    await once(socket, 'message');
    return {
      closed,
      isOpen: () => socket.readyState === WebSocket.OPEN,
      async enter(namespace: string) {
        socket.send(`40${namespace}`);
        const [packet] = await once(socket, 'message');
        expect(String(packet)).toContain(`40${namespace}{"sid"`);
      },
      leave: (namespace: string) => socket.send(`41${namespace}`),
    };
  };
}

it('closes a connection whose client has left all of its namespaces', async () => {
  const connect = await start(100);
  const { enter, leave, closed } = await connect();
  await enter('');
  await enter('/other,');
  leave('');
  leave('/other,');
  await closed;
});

it('keeps a connection whose client has entered a namespace again', async () => {
  const connect = await start(100);
  const [back, gone] = [await connect(), await connect()];
  await back.enter('');
  await gone.enter('');
  back.leave('');
  await back.enter('/other,');
  gone.leave('');
  // Its timer started later than that of the other connection.
  await gone.closed;
  await back.enter('');
  expect(back.isOpen()).toBe(true);
  back.leave('');
  back.leave('/other,');
  await back.closed;
});
