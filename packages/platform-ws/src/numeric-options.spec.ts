import { once } from 'node:events';
import { WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import type { WebSocketServer as Server } from 'ws';
import { WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

/** As from configuration, whose type is not known. */
const INVALID: readonly any[] = [Number.NaN, -1, '10'];

describe('an option that is not a valid number', () => {
  it.each(['maxBufferedBytes', 'heartbeatInterval', 'closeTimeout'])('is refused by the adapter: %s', (name) => {
    for (const value of INVALID) {
      expect(() => new WsAdapter(undefined, { [name]: value })).toThrow(
        `PORTICO_INVALID_NUMBER: WsAdapter sets ${name} to`,
      );
    }
  });

  it.each(['maxBufferedBytes', 'heartbeatInterval', 'maxPayload'])(
    'prevents a gateway from starting: %s',
    async (name) => {
      for (const value of INVALID) {
        @WebSocketGateway({ path: '/chat', [name]: value })
        class Configured {}
        await expect(startApplication([Configured])).rejects.toThrow(
          `PORTICO_INVALID_NUMBER: The gateway on port 0 and path /chat sets ${name} to`,
        );
      }
    },
  );
});

it.each([undefined, null])('uses the options of the adapter for %s', async (absent) => {
  const unset: any = absent;
  @WebSocketGateway({ maxBufferedBytes: unset, heartbeatInterval: unset, highWaterMark: unset, maxPayload: unset })
  class Configured {
    @WebSocketServer() server!: Server;
  }
  const { app, connect } = await startApplication(
    [Configured],
    (application) =>
      new WsAdapter(application, {
        maxBufferedBytes: 5_000,
        highWaterMark: 500,
        heartbeatInterval: 1,
        closeTimeout: unset,
      }),
  );
  const { server } = app.get(Configured);
  expect(server.options).toMatchObject({ maxBufferedBytes: 5_000, highWaterMark: 500, maxPayload: 100 * 1024 * 1024 });
  const client = await connect();
  await new Promise((resolve) => client.once('ping', resolve));
});

it('names the option in the log if a message is larger than maxPayload', async () => {
  @WebSocketGateway({ maxPayload: 100 })
  class Configured {}
  const { connect, warnings } = await startApplication([Configured]);
  const client = await connect();
  const closed = once(client, 'close');
  client.send('x'.repeat(101));
  expect((await closed)[0]).toBe(1009);
  expect(warnings).toEqual([
    expect.stringContaining(
      'it was larger than the "maxPayload" of its gateway allows, and its client was disconnected',
    ),
  ]);
});

it('turns the heartbeat of a gateway off with 0, and takes Infinity for no limit', async () => {
  @WebSocketGateway({ maxBufferedBytes: Infinity, heartbeatInterval: 0 })
  class Configured {
    @WebSocketServer() server!: Server;
  }
  const { app } = await startApplication(
    [Configured],
    (application) => new WsAdapter(application, { heartbeatInterval: 1, closeTimeout: Infinity }),
  );
  expect(app.get(Configured).server.options).toMatchObject({ maxBufferedBytes: Infinity, heartbeatInterval: 0 });
});

it.each([
  [0, 0],
  [Infinity, 0],
  [0.5, 1],
  [3 * 2 ** 30, 2 ** 31 - 1],
])('passes maxPayload: %d to ws as an integer of 32 bits: %d', async (maxPayload, passed) => {
  @WebSocketGateway({ maxPayload })
  class Configured {
    @WebSocketServer() server!: Server;
  }
  const { app } = await startApplication([Configured]);
  expect(app.get(Configured).server.options.maxPayload).toBe(passed);
});

it('limits messages of a server that a subclass creates with undefined', async () => {
  class Subclass extends WsAdapter {
    override create(port: number, options: object = {}): Server {
      return super.create(port, { ...options, maxPayload: undefined });
    }
  }
  @WebSocketGateway()
  class Configured {
    @WebSocketServer() server!: Server;
  }
  const { app } = await startApplication([Configured], (application) => new Subclass(application));
  expect(app.get(Configured).server.options.maxPayload).toBe(100 * 1024 * 1024);
});
