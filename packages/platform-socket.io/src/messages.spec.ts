import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Module, type WsMessageHandler } from '@portico/common';
import { connectIo } from '@portico/conformance';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import {
  Ack,
  type DiscardedMessage,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import type { Observable } from 'rxjs';
import type { Server, Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { IoAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

@WebSocketGateway()
class Echo {
  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { data };
  }
}

it('is the default adapter', async () => {
  class EchoModule {}
  Module({ providers: [Echo] })(EchoModule);
  const app = await NestFactory.create(EchoModule, new ExpressAdapter(), { logger: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const client = await connectIo({ port: (app.getHttpServer().address() as AddressInfo).port });
  expect(await client.ask('echo', 1)).toEqual({ data: 1 });
  await client.leave();
});

it.each([{ event: { id: 1 } }, { event: [1, 2] }, { event: true }])(
  'takes %j for a value, not for an event',
  async (value) => {
    @WebSocketGateway()
    class Calendar {
      @SubscribeMessage('next')
      next() {
        return { ...value, data: 'text' };
      }
    }
    const { port } = await startApplication([Calendar], (app) => new IoAdapter(app));
    const client = await connectIo({ port });
    client.send('next');
    expect(await client.ask('next')).toEqual({ ...value, data: 'text' });
    await client.leave();
  },
);

it('sends an event with a number as its name', async () => {
  @WebSocketGateway()
  class Numbered {
    @SubscribeMessage('number')
    number() {
      return { event: 7, data: 'text' };
    }
    @SubscribeMessage('marker')
    marker() {
      return true;
    }
  }
  const { port } = await startApplication([Numbered], (app) => new IoAdapter(app));
  const client = await connectIo({ port });
  client.send('number');
  await client.ask('marker');
  expect(client.rest).toEqual([[7, 'text']]);
  await client.leave();
});

describe('an adapter that extends this one', () => {
  it('may bind the handlers itself for all messages', async () => {
    const bound: string[] = [];
    class Binding extends IoAdapter {
      override bindMessageHandlers(
        socket: Socket,
        handlers: WsMessageHandler[],
        transform: (data: any) => Observable<any>,
      ) {
        bound.push(...handlers.map(({ message }) => message));
        super.bindMessageHandlers(socket, handlers, transform);
      }
    }
    const { port } = await startApplication([Echo], (app) => new Binding(app));
    const client = await connectIo({ port });
    expect(await client.ask('echo', 1)).toEqual({ data: 1 });
    expect(await client.ask('echo')).toEqual({});
    expect(bound).toEqual(['echo']);
    await client.leave();
  });

  it('may map payloads', async () => {
    class Counting extends IoAdapter {
      override mapPayload(payload: unknown) {
        const { ack } = super.mapPayload(payload);
        return { data: (payload as unknown[]).length, ack };
      }
    }
    const { port } = await startApplication([Echo], (app) => new Counting(app));
    const client = await connectIo({ port });
    expect(await client.ask('echo', 'a', 'b')).toEqual({ data: 3 });
    await client.leave();
  });

  it('may create its own servers', async () => {
    const made: unknown[] = [];
    class Making extends IoAdapter {
      override createIOServer(port: number, options?: object) {
        const server = super.createIOServer(port, { ...options, connectionStateRecovery: {} });
        made.push([port, server]);
        return server;
      }
    }
    @WebSocketGateway({ namespace: 'one' })
    class One {}
    @WebSocketGateway({ namespace: 'two' })
    class Two {}
    await startApplication([One, Two], (app) => new Making(app));
    expect(made).toHaveLength(1);
  });
});

describe('features of socket.io', () => {
  it('middleware of a socket runs before the handler', async () => {
    @WebSocketGateway()
    class Strict {
      handleConnection(client: Socket) {
        client.use(([event, data], next) => (data === 'bad' ? next(new Error(`no ${event}`)) : next()));
        client.on('error', (error) => client.emit('refused', error.message));
      }
      @SubscribeMessage('echo')
      echo(@MessageBody() data: unknown) {
        return { event: 'echoed', data };
      }
    }
    const { port } = await startApplication([Strict]);
    const client = await connectIo({ port });
    client.send('echo', 'bad');
    expect(await client.next('refused')).toBe('no echo');
    client.send('echo', 'good');
    expect(await client.next('echoed')).toBe('good');
    expect(client.rest).toEqual([]);
    await client.leave();
  });

  it('options are passed on: cors, path, no client files', async () => {
    @WebSocketGateway({ cors: { origin: 'https://example.org' }, path: '/talk', serveClient: false })
    class Optioned extends Echo {
      @WebSocketServer() server!: Server;
    }
    const { app, port } = await startApplication([Optioned]);
    expect(app.get(Optioned).server.path()).toBe('/talk');
    const polling = await fetch(`http://127.0.0.1:${port}/talk/?EIO=4&transport=polling`);
    expect(polling.headers.get('access-control-allow-origin')).toBe('https://example.org');
    expect((await fetch(`http://127.0.0.1:${port}/talk/socket.io.js`)).status).not.toBe(200);
    const client = await connectIo({ port, path: '/talk' });
    expect(await client.ask('echo', 1)).toEqual({ data: 1 });
    await client.leave();
  });

  it.each([
    ['no packet of engine.io', '9garbage'],
    ['no packet of socket.io', '4garbage'],
    ['an event that is none', '42{"not":"a list"}'],
    ['JSON that is broken', '42["echo",{'],
    ['an event without a name', '42[]'],
    ['a name that is reserved', '42["disconnect"]'],
    ['bytes that were not announced', Buffer.from([1, 2, 3])],
  ])('only a client that sends %s is disconnected', async (_what, frame) => {
    const discarded: DiscardedMessage[] = [];
    const left: unknown[] = [];
    @WebSocketGateway()
    class Leaving extends Echo {
      handleDisconnect(_client: Socket, reason: string) {
        left.push(reason);
      }
    }
    const { adapter, port } = await startApplication([Leaving]);
    adapter.onDiscardedMessage = (_client, message) => discarded.push(message);
    const neighbour = await connectIo({ port });
    const raw = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    raw.on('message', (data) => {
      if (data.toString().startsWith('0')) raw.send('40');
      if (data.toString().startsWith('40')) raw.send(frame);
    });
    await once(raw, 'close');
    expect(await neighbour.ask('echo', 1)).toEqual({ data: 1 });
    expect(left).toHaveLength(1);
    await neighbour.leave();
  });
});

it('an acknowledgement that an adapter passes as the data reaches the handler', async () => {
  class OwnHandlers extends IoAdapter {
    override bindMessageHandlers(client: Socket, handlers: WsMessageHandler[]): void {
      for (const { message, callback } of handlers) client.on(message, (...args) => void callback(args[0], args[1]));
    }
  }
  @WebSocketGateway()
  class Asked {
    @SubscribeMessage('ask')
    ask(@Ack() ack: (value: string) => void) {
      ack('acknowledged');
    }
  }
  const { port } = await startApplication([Asked], (app) => new OwnHandlers(app));
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  onTestFinished(() => void client.close());
  expect(await client.emitWithAck('ask')).toBe('acknowledged');
});

it('the reason of the disconnection is the shutdown of the server', async () => {
  const reasons: string[] = [];
  @WebSocketGateway()
  class Leaving extends Echo {
    handleDisconnect(_client: Socket, reason: string) {
      reasons.push(reason);
    }
  }
  const { app, port } = await startApplication([Leaving]);
  await connectIo({ port });
  await app.close();
  expect(reasons).toEqual(['server shutting down']);
});

it.each<[string, () => void | Promise<void>]>([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('one client is refused if allowRequest %s, and the next one is accepted', async (_name, fail) => {
  let asked = 0;
  @WebSocketGateway({
    allowRequest: (_request: unknown, decide: (error: null, allowed: boolean) => void) => {
      asked += 1;
      return asked === 1 ? fail() : decide(null, true);
    },
  })
  class Choosy extends Echo {}
  const { port } = await startApplication([Choosy]);
  const refused = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
  expect(refused.status).toBe(403);
  const client = await connectIo({ port });
  expect(await client.ask('echo', 1)).toEqual({ data: 1 });
  await client.leave();
});

it('does not send the fields of an Error that allowRequest passes on, and logs it', async () => {
  @WebSocketGateway({
    allowRequest: (_request: unknown, decide: (error: unknown, allowed: boolean) => void) =>
      decide(Object.assign(new Error('down'), { config: 'secret' }), false),
  })
  class Checked {}
  const { port, errors } = await startApplication([Checked]);
  const reply = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
  expect(reply.status).toBe(403);
  expect(await reply.json()).toEqual({ code: 4, message: 'Internal server error' });
  expect(errors.join()).toContain('down');
});

it('keeps the bytes of a WsException that also contains an Error', async () => {
  @WebSocketGateway()
  class Failing {
    @SubscribeMessage('fail')
    fail() {
      throw new WsException({ bytes: Buffer.from('abc'), error: Object.assign(new Error('no'), { config: 'secret' }) });
    }
  }
  const { connect } = await startApplication([Failing]);
  const client = await connect();
  client.send('fail');
  expect(await client.next('exception')).toEqual({ bytes: Buffer.from('abc'), error: {} });
});

it('the first decision of allowRequest is used', async () => {
  let asked = 0;
  @WebSocketGateway({
    allowRequest: async (_request: unknown, decide: (error: null, allowed: boolean) => void) => {
      asked += 1;
      if (asked > 1) decide(null, true);
      else setImmediate(decide, null, true);
      throw new Error('no');
    },
  })
  class Wavering extends Echo {}
  const { port } = await startApplication([Wavering]);
  const url = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`;
  expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([403, 200]);
});
