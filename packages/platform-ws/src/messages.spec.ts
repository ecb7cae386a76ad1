import type { WsMessageHandler } from '@portico/common';
import {
  ConnectedSocket,
  type DiscardedMessage,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { type Observable, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { WsAdapter, type WsFrame } from './index.js';
import { frames, startApplication } from './test-application.fixture.js';

@WebSocketGateway()
class Echo {
  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { event: 'echo', data };
  }
}

function throwForeign(): never {
  throw new Error('foreign');
}

const echoOf = (data: unknown) => JSON.stringify({ event: 'echo', data });

describe('messageParser', () => {
  it('supports another format', async () => {
    const { connect } = await startApplication(
      [Echo],
      (app) =>
        new WsAdapter(app, {
          messageParser: (data) => {
            const [event, payload] = JSON.parse(data.toString());
            return { event, data: payload };
          },
        }),
    );
    const client = await connect();
    client.send(JSON.stringify(['echo', { a: 1 }]));
    expect(await frames(client, 1)).toEqual([echoOf({ a: 1 })]);
  });

  it('can be set later, receives text as a string and binary data as bytes, and may ignore a frame', async () => {
    const { adapter, connect } = await startApplication([Echo]);
    const seen: unknown[] = [];
    adapter.setMessageParser((data, isBinary) => {
      seen.push([typeof data === 'string' ? 'text' : Buffer.isBuffer(data) && 'bytes', isBinary]);
      return data.toString() === 'ignore' ? undefined : { event: 'echo', data: data.toString() };
    });
    const client = await connect();
    client.send('ignore');
    client.send('text');
    client.send(Buffer.from('bytes'));
    expect(await frames(client, 2)).toEqual([echoOf('text'), echoOf('bytes')]);
    expect(seen).toEqual([
      ['text', false],
      ['text', false],
      ['bytes', true],
    ]);
  });
});

describe('frames that are not messages', () => {
  it.each([
    ['garbage', '{"event":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '5'],
    ['a string', '"echo"'],
    ['a list', '["echo", 1]'],
    ['an object without event', '{"data":1}'],
    ['bytes', Buffer.from([0, 1, 2, 255])],
  ])('with %s are discarded and reported, and the next one is handled', async (_what, frame) => {
    const discarded: DiscardedMessage[] = [];
    const { connect, warnings } = await startApplication(
      [Echo],
      (app) => new WsAdapter(app, { onDiscardedMessage: (_client, message) => discarded.push(message) }),
    );
    const client = await connect();
    client.send(frame);
    client.send(JSON.stringify({ event: 'echo', data: 'next' }));
    expect(await frames(client, 1)).toEqual([echoOf('next')]);
    expect(discarded).toMatchObject([{ reason: 'malformed', error: expect.any(Error) }]);
    expect(warnings.join()).toContain('Discarded a message: it could not be read');
  });

  it('do not affect others if the parser throws', async () => {
    const { connect } = await startApplication(
      [Echo],
      (app) =>
        new WsAdapter(app, {
          messageParser: (data) => {
            if (data === 'bad') throw new Error('cannot read that');
            return { event: 'echo', data };
          },
        }),
    );
    const client = await connect();
    for (const text of ['bad', 'good', 'bad', 'better']) client.send(text);
    expect(await frames(client, 2)).toEqual([echoOf('good'), echoOf('better')]);
  });

  it.each<[string, () => never]>([
    ['a promise that rejects', () => Promise.reject(new Error('later')) as never],
    [
      'an event that cannot be read',
      () =>
        ({
          get event() {
            throw new Error('no event');
          },
        }) as never,
    ],
  ])('are discarded if the parser returns %s', async (_what, parse) => {
    const { connect } = await startApplication(
      [Echo],
      (app) =>
        new WsAdapter(app, {
          messageParser: (data) => (data === 'bad' ? parse() : { event: 'echo', data }),
        }),
    );
    const client = await connect();
    for (const text of ['bad', 'good']) client.send(text);
    expect(await frames(client, 1)).toEqual([echoOf('good')]);
  });

  it('are logged in few lines if there are many', async () => {
    const { connect, warnings } = await startApplication([Echo]);
    const client = await connect();
    for (let count = 0; count < 500; count += 1) client.send('garbage');
    client.send(JSON.stringify({ event: 'echo' }));
    await frames(client, 1);
    expect(warnings.length).toBeLessThan(5);
  });
});

describe('order', () => {
  @WebSocketGateway()
  class Mixed {
    @SubscribeMessage('mixed')
    mixed(@ConnectedSocket() client: WebSocket, @MessageBody() data: number) {
      client.send(`text ${data}`);
      client.send(Buffer.from(`bytes ${data}`));
      client.ping();
      return data + 1;
    }
    @SubscribeMessage('leave')
    leave(@ConnectedSocket() client: WebSocket) {
      client.send('last words');
      client.close(4000, 'done');
    }
    @SubscribeMessage('cut')
    cut(@ConnectedSocket() client: WebSocket) {
      client.send('last words');
      client.terminate();
    }
  }

  it.each([[false], [true]])(
    'is that of the calls for all kinds of data (compressed: %s)',
    async (perMessageDeflate) => {
      @WebSocketGateway({ perMessageDeflate: perMessageDeflate ? { threshold: 0 } : false })
      class Configured extends Mixed {}
      const { connect } = await startApplication([Configured]);
      const client = await connect({ perMessageDeflate });
      expect(client.extensions).toBe(perMessageDeflate ? 'permessage-deflate' : '');
      for (let number = 1; number <= 50; number += 1) client.send(JSON.stringify({ event: 'mixed', data: number }));
      const expected = Array.from({ length: 50 }, (_, index) => [
        `text ${index + 1}`,
        `bytes ${index + 1}`,
        `${index + 2}`,
      ]);
      expect(await frames(client, 150)).toEqual(expected.flat());
    },
  );

  it.each(['leave', 'cut'])('is kept without losses when the server sends %s', async (event) => {
    const { connect } = await startApplication([Mixed]);
    const client = await connect();
    const left = new Promise((resolve) => client.once('close', resolve));
    client.send(JSON.stringify({ event }));
    expect(await frames(client, 1)).toEqual(['last words']);
    expect(await left).toBe(event === 'leave' ? 4000 : 1006);
  });
});

describe('an adapter that extends this one', () => {
  it('receives each frame in bindMessageHandler', async () => {
    const seen: unknown[] = [];
    class Listening extends WsAdapter {
      override bindMessageHandler(
        buffer: WsFrame,
        handlers: Map<string, WsMessageHandler>,
        transform: (data: any) => Observable<any>,
      ) {
        seen.push(buffer.data);
        return super.bindMessageHandler(buffer, handlers, transform);
      }
    }
    const { connect } = await startApplication([Echo], (app) => new Listening(app));
    const client = await connect();
    const good = JSON.stringify({ event: 'echo', data: 1 });
    for (const frame of ['garbage', '{"event":"nobody"}', good]) client.send(frame);
    expect(await frames(client, 1)).toEqual([echoOf(1)]);
    expect(seen).toEqual(['garbage', '{"event":"nobody"}', good]);
  });

  it('may bind the handlers itself', async () => {
    const bound: unknown[] = [];
    class Binding extends WsAdapter {
      override bindMessageHandlers(
        client: WebSocket,
        handlers: WsMessageHandler[],
        transform: (data: any) => Observable<any>,
      ) {
        bound.push(
          handlers.map(({ message, methodName, isAckHandledManually }) => ({
            message,
            methodName,
            isAckHandledManually,
          })),
        );
        super.bindMessageHandlers(client, handlers, transform);
      }
    }
    const { connect } = await startApplication([Echo], (app) => new Binding(app));
    const client = await connect();
    client.send(JSON.stringify({ event: 'echo', data: 1 }));
    expect(await frames(client, 1)).toEqual([echoOf(1)]);
    expect(bound).toEqual([[{ message: 'echo', methodName: 'echo', isAckHandledManually: false }]]);
  });

  it('keeps the fast path if it does not override it', async () => {
    class Renamed extends WsAdapter {}
    const { adapter } = await startApplication([Echo], (app) => new Renamed(app));
    expect(adapter.routesMessages).toBe(true);
  });
});

describe('bindMessageHandler, called directly', () => {
  const run = (adapter: WsAdapter, data: string, callback: (...args: unknown[]) => unknown) => {
    const seen: unknown[] = [];
    const handlers = new Map([['e', { message: 'e', callback: callback as WsMessageHandler['callback'] }]]);
    adapter
      .bindMessageHandler({ data }, handlers, (result) => of(result))
      .subscribe({ next: (value) => seen.push(value), complete: () => seen.push('end') });
    return seen;
  };

  it.each([
    ['an object without a prototype', Object.create(null)],
    ['an object whose properties cannot be read', new Proxy({}, { get: throwForeign, getPrototypeOf: throwForeign })],
    ['an Error whose stack cannot be read', Object.defineProperty(new Error(), 'stack', { get: throwForeign })],
  ])('replies nothing if the parser or the handler throws %s', (_what, thrown) => {
    const fail = () => {
      throw thrown;
    };
    expect(run(new WsAdapter(undefined, { messageParser: fail }), 'anything', () => undefined)).toEqual(['end']);
    expect(run(new WsAdapter(), '{"event":"e"}', fail)).toEqual(['end']);
  });

  it('calls the handler with the data and the event', () => {
    expect(run(new WsAdapter(), '{"event":"e","data":5}', (...args) => args)).toEqual([[5, 'e'], 'end']);
  });

  it('completes without a value if the handler or the parser throws, or without a subscription', () => {
    const adapter = new WsAdapter();
    const fail = () => {
      throw new Error('failed');
    };
    for (const data of ['{"event":"e"}', 'no json', 'null', '{"event":"other"}'])
      expect(run(adapter, data, fail)).toEqual(['end']);
    adapter.setMessageParser(fail);
    expect(run(adapter, '{"event":"e"}', (...args) => args)).toEqual(['end']);
  });
});

it('logs an error if a parser of the application throws, and a warning for a frame that is not JSON', async () => {
  const { adapter, connect, warnings, errors } = await startApplication([Echo]);
  const client = await connect();
  const next = async () => {
    client.send('{"event":"echo"}');
    await frames(client, client.frames.length + 1);
  };
  client.send('no json');
  await next();
  expect([warnings.length, errors.length]).toEqual([1, 0]);
  let first = true;
  adapter.setMessageParser((data) => {
    if (first) {
      first = false;
      throw new Error('parser failed');
    }
    return JSON.parse(String(data));
  });
  client.send('anything');
  await next();
  expect(errors.join()).toContain('parser failed');
});
