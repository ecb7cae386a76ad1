import { WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Server } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { IoAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

/** As from configuration, whose type is not known. */
const INVALID: readonly any[] = [Number.NaN, -1, '10'];

describe('an option that is not a valid number', () => {
  it.each(['maxBufferedBytes', 'closeTimeout'])('is refused by the adapter: %s', (name) => {
    for (const value of INVALID) {
      expect(() => new IoAdapter(undefined, { [name]: value })).toThrow(
        `PORTICO_INVALID_NUMBER: IoAdapter sets ${name} to`,
      );
    }
  });

  it.each(['maxBufferedBytes', 'maxHttpBufferSize'])('prevents a gateway from starting: %s', async (name) => {
    for (const value of INVALID) {
      @WebSocketGateway({ path: '/chat', [name]: value })
      class Configured {}
      await expect(startApplication([Configured])).rejects.toThrow(
        `PORTICO_INVALID_NUMBER: The gateway on port 0 and path /chat sets ${name} to`,
      );
    }
  });
});

it('does not pass options that are undefined to socket.io, which would use them instead of its defaults', async () => {
  @WebSocketGateway({ maxHttpBufferSize: undefined, pingInterval: undefined })
  class Configured {
    @WebSocketServer() server!: Server;
  }
  const { app } = await startApplication([Configured]);
  expect(app.get(Configured).server.engine.opts).toMatchObject({ maxHttpBufferSize: 1e6, pingInterval: 25_000 });
});

it.each<[any, number]>([
  [null, 1e6],
  [Infinity, Infinity],
  [0.5, 1],
  [3 * 2 ** 30, 2 ** 31 - 1],
])('passes maxHttpBufferSize: %d to engine.io so that ws has a limit, too: %d', async (maxHttpBufferSize, passed) => {
  @WebSocketGateway({ maxHttpBufferSize })
  class Configured {
    @WebSocketServer() server!: Server;
  }
  const { app } = await startApplication([Configured]);
  expect(app.get(Configured).server.engine.opts.maxHttpBufferSize).toBe(passed);
});
