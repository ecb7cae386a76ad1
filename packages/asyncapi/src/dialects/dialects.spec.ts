import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter, type WsAdapterOptions } from '@portico/platform-ws';
import { jsonRpc, portico1, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it } from 'vitest';
import { describeGateways } from '../application.fixture.js';
import { ChatGateway } from '../chat.fixture.js';

const say = { $ref: '#/components/schemas/SayBody' };

it('describes the frames of JSON-RPC, too', async () => {
  const { document } = await describeGateways([ChatGateway], {
    adapter: (app) => new WsAdapter(app, { codecs: [portico1(), jsonRpc()] }),
  });
  const messages = document.channels['chat']?.messages;
  expect(messages?.['say.jsonrpc']).toMatchObject({
    payload: { properties: { method: { const: 'say' }, params: say } },
    correlationId: { location: '$message.payload#/id' },
    'x-portico': { subprotocol: 'jsonrpc' },
  });
  // JSON-RPC has no streams, and its parameters are an object or an array.
  expect(messages?.['count.reply.jsonrpc']?.payload).toMatchObject({
    properties: { result: { type: 'array', items: { $ref: '#/components/schemas/CountValue' } } },
  });
  expect(messages?.['said.event.jsonrpc']?.payload).toMatchObject({
    properties: { params: { anyOf: [{ $ref: '#/components/schemas/SaidEvent' }, { type: 'array' }] } },
  });
  expect(document.operations['chat.receive.say']?.messages).toHaveLength(2);
  expect(document.operations['chat.receive.say']?.reply?.messages).toHaveLength(4);
});

it('describes what clients of each subprotocol send for a number and for an object pattern', async () => {
  @WebSocketGateway()
  class CodesGateway {
    @SubscribeMessage(7)
    number() {
      return 1;
    }
    @SubscribeMessage({ b: 1, a: 2 })
    object() {
      return 1;
    }
  }
  const sent = async (codecs: WsAdapterOptions['codecs'], name: string, member: string) => {
    const { document } = await describeGateways([CodesGateway], { adapter: (app) => new WsAdapter(app, { codecs }) });
    const messages = Object.values(Object.values(document.channels)[0]!.messages);
    return messages.find((message) => message.name === name)?.payload?.properties?.[member]?.const;
  };
  const [number, object] = ['7', '_a_2_b_1_'];
  expect(await sent([], number, 'event')).toBe(7);
  expect(await sent([portico1()], number, 'event')).toBe('7');
  expect(await sent([jsonRpc()], `${number}.jsonrpc`, 'method')).toBe('7');
  expect(await sent([portico1()], object, 'event')).toEqual({ b: 1, a: 2 });
  expect(await sent([jsonRpc()], `${object}.jsonrpc`, 'method')).toBe('{"a":2,"b":1}');
});

it.each<[string, WsAdapterOptions, object]>([
  [
    'frames without ids, where there is no codec',
    { codecs: [] },
    { properties: { event: { const: 'say' }, data: say } },
  ],
  ['no frames, where the application reads them', { codecs: [], messageParser: () => undefined }, say],
])('describes %s', async (_what, options, payload) => {
  const { document } = await describeGateways([ChatGateway], { adapter: (app) => new WsAdapter(app, options) });
  const { messages } = document.channels['chat']!;
  expect(messages['say']).toMatchObject({ payload });
  expect(JSON.stringify(messages['say']?.payload)).not.toContain('"id"');
  expect(messages['say']?.correlationId).toBeUndefined();
  expect(messages['say.reply']?.payload).toEqual({ $ref: '#/components/schemas/SayReply' });
  expect(messages['say.error']).toBeUndefined();
});

it('describes events and acknowledgements of socket.io without frames', async () => {
  const { document } = await describeGateways([ChatGateway], { adapter: (app) => new IoAdapter(app) });
  expect(document.servers['socket.io']).toMatchObject({ protocol: 'socket.io', pathname: '/socket.io' });
  expect(document.channels['chat']).toMatchObject({
    address: '/',
    'x-socket.io': { namespace: '/', path: '/socket.io' },
    messages: { say: { payload: say }, 'say.reply': { payload: { $ref: '#/components/schemas/SayReply' } } },
  });
  expect(document.channels['chat']?.bindings).toBeUndefined();
});
