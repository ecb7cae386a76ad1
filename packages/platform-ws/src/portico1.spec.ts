import { once } from 'node:events';
import { Catch, type Type, UseFilters } from '@portico/common';
import {
  connectWs,
  describePortico1,
  describePortico1Recovery,
  startGateways,
  type WebSocketPlatform,
} from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import {
  Ack,
  GatewayClients,
  MessageBody,
  portico1,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter } from './index.js';

const platform: Omit<WebSocketPlatform, 'name' | 'createAdapter'> = {
  createHttpAdapter: () => new ExpressAdapter(),
  connect: connectWs,
  capabilities: WS_CAPABILITIES,
};
const codecs = () => [portico1({ maxOpenRequests: 50 })];

describe('an adapter that extends WsAdapter', () => {
  @WebSocketGateway()
  class EchoGateway {
    @SubscribeMessage('echo')
    echo(@MessageBody() data: unknown) {
      return data;
    }

    @SubscribeMessage('refuse')
    refuse() {
      throw new WsException('refused');
    }

    @SubscribeMessage('acknowledge')
    acknowledge(@MessageBody() data: unknown, @Ack() ack: (value: unknown) => void) {
      setImmediate(() => ack(data));
      return { event: 'acknowledging', data };
    }
  }

  const connect = async (
    createAdapter: (app: object) => WsAdapter,
    protocols: string[],
    providers: Type[] = [EchoGateway],
  ) => {
    const { app, port } = await startGateways({
      providers,
      httpAdapter: new ExpressAdapter(),
      createAdapter,
    });
    const client = new WebSocket(`ws://127.0.0.1:${port}`, protocols);
    onTestFinished(() => client.terminate());
    const frames: unknown[] = [];
    client.on('message', (data) => frames.push(JSON.parse(String(data))));
    await once(client, 'open');
    return { app, client, frames };
  };

  it('replies with streams if it binds the handlers itself, because the kind of their results is not known', async () => {
    class Binding extends WsAdapter {
      override bindMessageHandlers(...args: Parameters<WsAdapter['bindMessageHandlers']>): void {
        super.bindMessageHandlers(...args);
      }
    }
    const { client, frames } = await connect((app) => new Binding(app), ['portico.1']);
    for (const [id, event] of ['echo', 'refuse', 'unheard-of'].entries()) {
      client.send(JSON.stringify({ event, data: 1, id }));
    }
    await vi.waitFor(() => expect(frames).toHaveLength(5));
    expect(frames.slice(1)).toEqual(
      expect.arrayContaining([
        { id: 0, data: 1, more: true },
        { id: 0, end: true },
        { id: 1, error: expect.objectContaining({ message: 'refused' }) },
        { id: 2, error: { status: 'error', message: 'Unknown event' } },
      ]),
    );
  });

  it('waits for acknowledgements of handlers if it binds the handlers itself', async () => {
    class Binding extends WsAdapter {
      override bindMessageHandlers(...args: Parameters<WsAdapter['bindMessageHandlers']>): void {
        super.bindMessageHandlers(...args);
      }
    }
    const codecs = [portico1({ maxOpenRequests: 1 })];
    const { client, frames } = await connect((app) => new Binding(app, { codecs }), ['portico.1']);
    for (const id of [0, 1]) {
      frames.length = 0;
      client.send(JSON.stringify({ event: 'acknowledge', data: 'done', id }));
      await vi.waitFor(() => expect(frames).toContainEqual({ id, data: 'done' }));
      expect(frames.filter((frame) => Object(frame).session === undefined)).toEqual([
        { event: 'acknowledging', data: 'done' },
        { id, data: 'done' },
      ]);
    }
  });

  it('refuses requests while it closes if it binds the handlers itself', async () => {
    let finish: ((value: string) => void) | undefined;
    @WebSocketGateway()
    class SlowGateway {
      @SubscribeMessage('slow')
      slow() {
        return new Promise((resolve) => {
          finish = resolve;
        });
      }
      @SubscribeMessage('late')
      late() {}
      @SubscribeMessage('acknowledged')
      acknowledged(@Ack() _ack: (value: unknown) => void) {}
    }
    class Binding extends WsAdapter {
      override bindMessageHandlers(...args: Parameters<WsAdapter['bindMessageHandlers']>): void {
        super.bindMessageHandlers(...args);
      }
    }
    const { app, client, frames } = await connect((each) => new Binding(each), ['portico.1'], [SlowGateway]);
    client.send(JSON.stringify({ event: 'slow', id: 1 }));
    await vi.waitFor(() => expect(finish).toBeDefined());
    const closing = app.close();
    client.send(JSON.stringify({ event: 'late', id: 2 }));
    client.send(JSON.stringify({ event: 'acknowledged', id: 3 }));
    const error = { status: 'error', message: 'The server is closing' };
    await vi.waitFor(() =>
      expect(frames.slice(1)).toEqual([
        { id: 2, error },
        { id: 3, error },
      ]),
    );
    finish?.('done');
    await closing;
    expect(frames).toContainEqual({ id: 1, end: true });
  });

  it('ends every request if it binds the handlers itself, whatever filters send and whichever handler acknowledges', async () => {
    @Catch()
    class Silent {
      catch() {}
    }
    let acknowledge: ((value: unknown) => void) | undefined;
    @WebSocketGateway()
    @UseFilters(Silent)
    class FailingGateway {
      @SubscribeMessage('fails')
      fails(@Ack() _ack: (value: unknown) => void) {
        throw new Error('refused');
      }
      @SubscribeMessage('fails without')
      async failsWithout() {
        throw new Error('refused');
      }
      @SubscribeMessage('shared')
      shared(@Ack() ack: (value: unknown) => void) {
        acknowledge = ack;
      }
      @SubscribeMessage('both')
      both(@Ack() _ack: (value: unknown) => void) {}
    }
    @WebSocketGateway()
    @UseFilters(Silent)
    class OtherGateway {
      @SubscribeMessage('shared')
      shared() {}
      @SubscribeMessage('both')
      both() {
        throw new Error('refused');
      }
    }
    class Binding extends WsAdapter {
      override bindMessageHandlers(...args: Parameters<WsAdapter['bindMessageHandlers']>): void {
        super.bindMessageHandlers(...args);
      }
    }
    const codecs = [portico1({ maxOpenRequests: 1 })];
    const gateways = [FailingGateway, OtherGateway];
    for (const providers of [gateways, gateways.toReversed()]) {
      const { client, frames } = await connect((app) => new Binding(app, { codecs }), ['portico.1'], providers);
      const reply = async (event: string) => {
        frames.length = 0;
        client.send(JSON.stringify({ event, id: 1 }));
        if (event === 'shared') {
          await vi.waitFor(() => expect(acknowledge).toBeDefined());
          acknowledge?.('done');
        }
        await vi.waitFor(() => expect(frames.some((frame) => Object(frame).id === 1)).toBe(true));
        return frames.filter((frame) => Object(frame).id === 1);
      };
      const failure = { id: 1, error: { status: 'error', message: 'Internal server error' } };
      for (const event of ['fails', 'fails without', 'both']) expect(await reply(event)).toEqual([failure]);
      acknowledge = undefined;
      expect(await reply('shared')).toEqual([{ id: 1, data: 'done' }]);
    }
  });

  it('does not support portico.1 if it reads the frames itself', async () => {
    class Reading extends WsAdapter {
      override bindMessageHandler(...args: Parameters<WsAdapter['bindMessageHandler']>) {
        return super.bindMessageHandler(...args);
      }
    }
    const { client, frames } = await connect((app) => new Reading(app), ['portico.1', 'other']);
    expect(client.protocol).toBe('other');
    client.send('{"event":"echo","data":"documented"}');
    await vi.waitFor(() => expect(frames).toEqual(['documented']));
  });

  it('uses the decision of handleProtocols', async () => {
    @WebSocketGateway({ handleProtocols: (protocols: Set<string>) => [...protocols].at(-1) ?? false })
    class ChoosingGateway {}
    const { port } = await startGateways({
      providers: [ChoosingGateway],
      httpAdapter: new ExpressAdapter(),
      createAdapter: (app) => new WsAdapter(app),
    });
    for (const [offered, frame] of [
      [['portico.1', 'other'], undefined],
      [['other', 'portico.1'], 'session'],
    ] as const) {
      const client = new WebSocket(`ws://127.0.0.1:${port}`, offered as unknown as string[]);
      onTestFinished(() => client.terminate());
      const first = frame && once(client, 'message');
      await once(client, 'open');
      expect(client.protocol).toBe(offered[1]);
      if (first) expect(Object.keys(JSON.parse(String((await first)[0])))).toEqual([frame]);
    }
  });
});

it('gives each client as much time for the reply to a request as timeout() says', async () => {
  @WebSocketGateway()
  class AskingGateway {
    @GatewayClients() readonly clients!: GatewayClients;
  }
  const { app, adapter, port } = await startGateways({
    providers: [AskingGateway],
    httpAdapter: new ExpressAdapter(),
    createAdapter: (app) => new WsAdapter(app),
  });
  const asked = vi.spyOn(adapter, 'requestClient');
  const client = new WebSocket(`ws://127.0.0.1:${port}`, 'portico.1');
  onTestFinished(() => client.terminate());
  client.on('message', (data) => {
    const { id, event } = JSON.parse(String(data));
    if (event) client.send(JSON.stringify({ id, data: 'yes' }));
  });
  await once(client, 'message');
  const { clients } = app.get(AskingGateway);
  expect(await clients.timeout(60_000).request('vote', 1)).toEqual(['yes']);
  expect(await clients.request('vote')).toEqual(['yes']);
  expect(asked.mock.calls.map(([, ...question]) => question)).toEqual([
    ['vote', 1, 60_000],
    ['vote', undefined, 5_000],
  ]);
});

describePortico1({ ...platform, name: 'ws', createAdapter: (app) => new WsAdapter(app, { codecs: codecs() }) });

describePortico1Recovery({ ...platform, name: 'ws', createAdapter: (app) => new WsAdapter(app) });
