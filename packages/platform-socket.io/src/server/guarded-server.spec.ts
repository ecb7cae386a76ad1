import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Namespace, Server, Socket } from 'socket.io';
import { expect, it } from 'vitest';
import { startApplication } from '../test-application.fixture.js';

type Middleware = Parameters<Namespace['use']>[0];

/** Creates middleware that fails for the first client, and accepts others. */
function failingOnce(fail: () => unknown): Middleware {
  let first = true;
  return (_socket, next) => {
    if (!first) {
      next();
      return;
    }
    first = false;
    return fail() as undefined;
  };
}

const failures: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw new Error('secret');
    },
  ],
  ['rejects', () => Promise.reject(new Error('secret'))],
];

for (const [how, fail] of failures) {
  it(`refuses one client when a middleware of the server ${how}`, async () => {
    @WebSocketGateway()
    class Guarded {
      afterInit(server: Server) {
        server.use(failingOnce(fail));
      }
      @SubscribeMessage('echo')
      echo() {
        return 'here';
      }
    }
    const { connect, errors } = await startApplication([Guarded]);
    await expect(connect()).rejects.toThrow('Internal server error');
    expect(await (await connect()).ask('echo')).toBe('here');
    expect(errors).toEqual([expect.stringContaining('A middleware of socket.io failed')]);
  });

  it.each(['rooms', /^\/room/])(
    `refuses one client when a middleware of the namespace %s ${how}`,
    async (namespace) => {
      @WebSocketGateway({ namespace })
      class Guarded {
        @WebSocketServer() server!: Namespace;
        afterInit() {
          this.server.use(failingOnce(fail));
        }
        @SubscribeMessage('echo')
        echo() {
          return 'here';
        }
      }
      const { connect } = await startApplication([Guarded]);
      await expect(connect({ namespace: '/rooms' })).rejects.toThrow('Internal server error');
      expect(await (await connect({ namespace: '/rooms' })).ask('echo')).toBe('here');
    },
  );
}

it('passes on errors of middleware, and errors that it reports before it fails', async () => {
  @WebSocketGateway()
  class Guarded {
    private count = 0;
    afterInit(server: Server) {
      server.use((_socket, next) => {
        this.count += 1;
        if (this.count === 1) next(Object.assign(new Error('Who are you?'), { data: { code: 7 } }));
        else next();
      });
      server.use((async (_socket, next) => {
        next();
        throw new Error('too late');
      }) as Middleware);
    }
    @SubscribeMessage('echo')
    echo() {
      return 'here';
    }
  }
  const { connect, errors } = await startApplication([Guarded]);
  await expect(connect()).rejects.toMatchObject({ message: 'Who are you?', data: { code: 7 } });
  expect(errors).toEqual([]);
  expect(await (await connect()).ask('echo')).toBe('here');
  expect(errors).toHaveLength(1);
});

it('does not accept a refused client if the middleware continues', async () => {
  let goOn: (() => void) | undefined;
  const connected: string[] = [];
  @WebSocketGateway()
  class Guarded {
    afterInit(server: Server) {
      server.use((_socket, next) => {
        goOn = () => next();
        throw new Error('secret');
      });
    }
    handleConnection() {
      connected.push('in');
    }
  }
  const { connect } = await startApplication([Guarded]);
  await expect(connect()).rejects.toThrow('Internal server error');
  goOn?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(connected).toEqual([]);
});

for (const [how, fail] of failures) {
  for (const [where, register] of [
    ['handleConnection', 'connection'],
    ['a middleware', 'middleware'],
  ]) {
    it.each([undefined, 'rooms', /^\/room/])(
      `discards one message if a middleware for messages from ${where} ${how} (namespace %s)`,
      async (namespace) => {
        const failing = ([, value]: unknown[], next: () => void) => (value === 'fail' ? (fail() as undefined) : next());
        @WebSocketGateway({ namespace })
        class Guarded {
          @WebSocketServer() server!: Namespace;
          afterInit() {
            if (register !== 'middleware') return;
            this.server.use((socket, next) => {
              socket.use(failing);
              next();
            });
          }
          handleConnection(client: Socket) {
            if (register === 'connection') client.use(failing);
          }
          @SubscribeMessage('echo')
          echo(_client: Socket, value: unknown) {
            return { event: 'echo', data: value };
          }
        }
        const { connect, errors } = await startApplication([Guarded]);
        const client = await connect({ namespace: namespace && '/rooms' });
        client.send('echo', 'fail');
        client.send('echo', 'here');
        expect(await client.next('echo')).toBe('here');
        expect(errors).toEqual([expect.stringContaining('A middleware of messages of socket.io failed')]);
      },
    );
  }
}

it('checks recovered clients without the middleware of the application', async () => {
  let isAllowed = true;
  let middlewareCalls = 0;
  @WebSocketGateway({ connectionStateRecovery: {}, origins: () => isAllowed })
  class Recovering {
    afterInit(server: Server) {
      server.use((_socket, next) => {
        middlewareCalls += 1;
        next();
      });
    }
    handleConnection(client: Socket) {
      client.emit('hello', client.recovered);
    }
  }
  const { connect } = await startApplication([Recovering]);
  const client = await connect();
  const { socket } = client;
  socket.io.reconnection(true);
  socket.io.reconnectionDelay(1);
  expect(await client.next('hello')).toBe(false);
  const back = new Promise<unknown>((resolve) => socket.once('hello', resolve));
  socket.io.engine.close();
  expect(await back).toBe(true);
  expect(middlewareCalls).toBe(1);
  isAllowed = false;
  const refused = new Promise<Error>((resolve) => socket.once('connect_error', resolve));
  socket.io.engine.close();
  expect(await refused).toMatchObject({ data: { status: 403, message: 'Origin not allowed' } });
  expect(middlewareCalls).toBe(1);
});
