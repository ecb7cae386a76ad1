import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { ConnectionParam, ConnectionQuery, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { checkDocument } from '../test/check-document.js';
import { createApplication, describeGateways } from './application.fixture.js';
import { AsyncApiBuilder } from './async-api-builder.js';
import { AsyncApiModule } from './async-api-module.js';
import { ChatGateway } from './chat.fixture.js';
import { AsyncApiGateway } from './decorators/async-api-gateway.js';
import { AsyncApiMessage } from './decorators/async-api-message.js';

class Position {}

@WebSocketGateway({ path: '/rooms/:room' })
class RoomGateway {
  handleConnection(@ConnectionParam('room') _room: string, @ConnectionQuery('name') _name: string) {}
  @SubscribeMessage('move') move(@MessageBody('x') _x: number, @MessageBody('to') _to: Position) {}
  @SubscribeMessage({ cmd: 'sum' }) sum(@MessageBody() _numbers: number[]) {}
  @SubscribeMessage('plain') plain(_client: object, _data: string) {}
  @AsyncApiMessage({ exclude: true })
  @SubscribeMessage('hidden')
  hidden() {}
}

it('describes query parameters whose names are those of members of every object', async () => {
  @WebSocketGateway({ path: '/named' })
  class NamedGateway {
    handleConnection(@ConnectionQuery('constructor') _first: string, @ConnectionQuery('valueOf') _second: string) {}
  }
  const { document } = await describeGateways([NamedGateway]);
  const [channel] = Object.values(document.channels);
  expect(channel?.bindings).toMatchObject({
    ws: { query: { properties: { constructor: { type: 'string' }, valueOf: { type: 'string' } } } },
  });
});

it('omits properties that would change the prototypes of objects in programs that read the document', async () => {
  const body = z.object({ name: z.string(), ['__proto__']: z.object({ deep: z.string() }) });
  @WebSocketGateway({ path: '/named' })
  class NamedGateway {
    handleConnection(@ConnectionQuery('__proto__') _first: string, @ConnectionQuery('name') _second: string) {}
    @SubscribeMessage('read') read(@MessageBody('__proto__') _part: string, @MessageBody('name') _name: string) {}
    @AsyncApiMessage({ body, examples: [JSON.parse('{ "name": "Ada", "__proto__": { "deep": "x" } }')] })
    @SubscribeMessage('write')
    write() {}
    @SubscribeMessage('__proto__') named(@MessageBody() _text: string) {}
  }
  const { document, warnings } = await describeGateways([NamedGateway]);
  const { problems } = await checkDocument(document);
  expect(problems).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('"__proto__":');
  expect(document.components?.schemas?.['WriteBody']).toMatchObject({ required: ['name'] });
  const omitted = expect.objectContaining({ message: expect.stringContaining('is described without its property') });
  expect(warnings).toEqual([omitted, omitted]);
});

const say = { $ref: '#/components/schemas/SayBody' };

it('describes the messages of a contract in the frames of portico.1', async () => {
  const { document, warnings } = await describeGateways([ChatGateway]);
  expect(warnings).toEqual([]);
  const channel = document.channels['chat'];
  expect(channel).toMatchObject({ address: '/', servers: [{ $ref: '#/servers/ws' }] });
  expect(channel?.messages['say']).toEqual({
    name: 'say',
    title: 'say',
    summary: 'Says something.',
    payload: {
      title: 'SayMessageFrame',
      type: 'object',
      properties: {
        event: { const: 'say' },
        data: say,
        id: expect.objectContaining({ type: 'integer' }),
      },
      required: ['event', 'data'],
    },
    correlationId: { location: '$message.payload#/id' },
    examples: [{ payload: { event: 'say', data: { text: 'hello' }, id: 1 } }],
    'x-portico': { kind: 'message', event: 'say', data: say, examples: [{ text: 'hello' }] },
  });
  expect(channel?.messages['say.reply']?.payload).toMatchObject({
    properties: { id: { type: 'integer' }, data: { $ref: '#/components/schemas/SayReply' } },
  });
  expect(channel?.messages['leave']?.payload.required).toEqual(['event']);
  expect(document.components.schemas?.['SayBody']).toMatchObject({
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
  });
  expect(document.operations['chat.receive.say']).toEqual({
    action: 'receive',
    channel: { $ref: '#/channels/chat' },
    summary: 'Says something.',
    messages: [{ $ref: '#/channels/chat/messages/say' }],
    reply: {
      channel: { $ref: '#/channels/chat' },
      messages: [{ $ref: '#/channels/chat/messages/say.reply' }, { $ref: '#/channels/chat/messages/say.error' }],
    },
    'x-portico': { event: 'say', handlers: [{ gateway: 'ChatGateway', method: 'say' }] },
  });
});

it('marks streams, and lists the events of the server', async () => {
  const { document } = await describeGateways([ChatGateway]);
  expect(document.operations['chat.receive.count']).toMatchObject({
    reply: {
      messages: ['value', 'end', 'error'].map((kind) => ({ $ref: `#/channels/chat/messages/count.${kind}` })),
    },
    'x-portico': { stream: true },
  });
  const sent = Object.entries(document.operations).filter(([, { action }]) => action === 'send');
  expect(sent.map(([name]) => name)).toEqual(['chat.send.said', 'chat.send.exception']);
  expect(document.channels['chat']?.messages['said.event']?.payload).toMatchObject({
    properties: { event: { const: 'said' }, data: { $ref: '#/components/schemas/SaidEvent' } },
  });
});

it('describes gateways without contracts by their decorators and types', async () => {
  const { document, warnings } = await describeGateways([RoomGateway]);
  expect(warnings).toEqual([]);
  const channel = document.channels['room'];
  expect(channel).toMatchObject({
    address: '/rooms/{room}',
    parameters: { room: {} },
    bindings: { ws: { method: 'GET', query: { properties: { name: { type: 'string' } } } } },
    'x-portico': { path: '/rooms/:room', gateways: ['RoomGateway'] },
  });
  const data = Object.values(channel?.messages ?? {}).map((message) => message['x-portico']);
  expect(data).toEqual([
    {
      kind: 'message',
      event: 'move',
      data: {
        type: 'object',
        properties: { x: { type: 'number' }, to: { $ref: '#/components/schemas/Position' } },
      },
    },
    { kind: 'message', event: '{"cmd":"sum"}', data: { type: 'array' }, pattern: { cmd: 'sum' } },
    { kind: 'message', event: 'plain', data: { type: 'string' } },
    { kind: 'event', event: 'exception', data: { $ref: '#/components/schemas/Exception' } },
  ]);
});

it('has a server for each adapter and port, and a channel for each path and namespace', async () => {
  @WebSocketGateway({ adapter: 'ws', path: '/board' })
  class BoardGateway {
    @SubscribeMessage('post') post() {}
  }
  @WebSocketGateway({ adapter: 'ws', path: '/board' })
  class PresenceGateway {
    @SubscribeMessage('post') alsoPost() {}
  }
  @WebSocketGateway({ namespace: 'news' })
  class NewsGateway {}
  @WebSocketGateway({ namespace: /^\/room-\d+$/ })
  class RoomsGateway {}
  @WebSocketGateway(0, { path: '/admin' })
  class AdminGateway {}
  const { document } = await describeGateways(
    [BoardGateway, PresenceGateway, NewsGateway, RoomsGateway, AdminGateway],
    {
      adapter: (app) => new IoAdapter(app),
      configure: (app) => app.useWebSocketAdapter(new WsAdapter(app), { name: 'ws' }),
    },
  );
  expect(Object.keys(document.servers)).toEqual(['ws', 'socket.io', 'socket.io-admin']);
  expect(Object.entries(document.channels).map(([name, { address, servers }]) => [name, address, servers])).toEqual([
    ['board', '/board', [{ $ref: '#/servers/ws' }]],
    ['news', '/news', [{ $ref: '#/servers/socket.io' }]],
    ['rooms', null, [{ $ref: '#/servers/socket.io' }]],
    ['admin', '/', [{ $ref: '#/servers/socket.io-admin' }]],
  ]);
  expect(document.channels['rooms']?.['x-socket.io']).toEqual({
    namespacePattern: '^\\/room-\\d+$',
    path: '/socket.io',
  });
  expect(document.operations['board.receive.post']?.['x-portico'].handlers).toEqual([
    { gateway: 'BoardGateway', method: 'post' },
    { gateway: 'PresenceGateway', method: 'alsoPost' },
  ]);
});

it('uses the address on which the application listens, or the configured hosts', async () => {
  const app = await createApplication([ChatGateway]);
  expect(AsyncApiModule.createDocument(app).servers['ws']?.host).toBe('localhost');
  await app.listen(0);
  const { port } = app.getHttpServer().address();
  expect(AsyncApiModule.createDocument(app).servers['ws']).toMatchObject({ host: `localhost:${port}`, protocol: 'ws' });
  const config = new AsyncApiBuilder()
    .setTitle('Chat')
    .setVersion('2.0')
    .addServer('production', 'chat.example.org', { secure: true })
    .build();
  const document = AsyncApiModule.createDocument(app, config);
  expect(document.info).toEqual({ title: 'Chat', version: '2.0' });
  expect(document.servers).toEqual({
    production: expect.objectContaining({ host: 'chat.example.org', protocol: 'wss' }),
  });
});

it('describes an application that has not started, and warns about unknown parts', async () => {
  @WebSocketGateway({ useFactory: () => ({ path: '/live' }) })
  class LiveGateway {}
  const app = await createApplication([ChatGateway, LiveGateway]);
  const codes: string[] = [];
  const before = AsyncApiModule.createDocument(app, {}, { onWarning: ({ code }) => codes.push(code) });
  expect(codes).toEqual(['PORTICO_ASYNCAPI_EARLY']);
  expect(Object.keys(before.operations)).toContain('chat.receive.say');
  await app.init();
  const after = AsyncApiModule.createDocument(app, {}, { onWarning: ({ code }) => codes.push(code) });
  expect(codes).toHaveLength(1);
  expect(after.channels['live']?.address).toBe('/live');
});

it('describes a preview of an application, whose providers are not created', async () => {
  @Module({ providers: [ChatGateway] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { preview: true, logger: false });
  onTestFinished(() => app.close());
  app.useWebSocketAdapter(new WsAdapter(app));
  expect(Object.keys(AsyncApiModule.createDocument(app).channels)).toEqual(['chat']);
});

it('adds the texts and examples of decorators, and omits what they exclude', async () => {
  @AsyncApiGateway({
    summary: 'Ticks.',
    tags: ['time'],
    events: { tick: z.number() },
    headers: { 'X-Zone': { type: 'string' } },
  })
  @WebSocketGateway()
  class ClockGateway {
    @AsyncApiMessage({ reply: z.string(), body: z.object({ every: z.number() }), deprecated: true })
    @SubscribeMessage('watch')
    watch() {}
  }
  @AsyncApiGateway({ exclude: true })
  @WebSocketGateway({ path: '/secret' })
  class SecretGateway {}
  const { document } = await describeGateways([ClockGateway, SecretGateway]);
  expect(Object.keys(document.channels)).toEqual(['clock']);
  expect(document.channels['clock']).toMatchObject({
    summary: 'Ticks.',
    tags: [{ name: 'time' }],
    bindings: { ws: { headers: { properties: { 'X-Zone': { type: 'string' } } } } },
    messages: { watch: { deprecated: true } },
  });
  expect(document.operations['clock.receive.watch']?.reply).toBeDefined();
  expect(document.operations['clock.send.tick']).toBeDefined();
});

it('describes an event of two gateways with the texts and types of both', async () => {
  @WebSocketGateway()
  class CountingGateway {
    @SubscribeMessage('say')
    count() {}
  }
  @WebSocketGateway()
  class SayingGateway {
    @AsyncApiMessage({ summary: 'Says.', body: z.string(), reply: z.number(), examples: ['hello'], deprecated: true })
    @SubscribeMessage('say')
    say() {}
  }
  const { document } = await describeGateways([CountingGateway, SayingGateway]);
  const [channel] = Object.values(document.channels);
  expect(channel?.messages['say']).toMatchObject({
    summary: 'Says.',
    'x-portico': { data: { $ref: '#/components/schemas/SayBody' }, examples: ['hello'] },
  });
  // It is deprecated only if all of its handlers are.
  expect(channel?.messages['say']).not.toHaveProperty('deprecated');
  const operation = Object.values(document.operations).find(({ action }) => action === 'receive');
  expect(operation).toMatchObject({ summary: 'Says.', reply: expect.anything() });
  expect(operation?.['x-portico'].handlers).toHaveLength(2);
});

it('writes examples as JSON, and omits those that JSON cannot contain', async () => {
  const circular: Record<string, unknown> = {};
  circular['itself'] = circular;
  @WebSocketGateway()
  class ExamplesGateway {
    @AsyncApiMessage({ examples: [{ small: 7n, large: 2n ** 64n, at: new Date(0) }, circular, undefined, null] })
    @SubscribeMessage('say')
    say() {}
  }
  const { document, warnings } = await describeGateways([ExamplesGateway]);
  const [channel] = Object.values(document.channels);
  expect(channel?.messages['say']?.['x-portico'].examples).toEqual([
    { small: 7, large: '18446744073709551616', at: '1970-01-01T00:00:00.000Z' },
    null,
  ]);
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(warnings).toEqual([
    expect.objectContaining({
      code: 'PORTICO_ASYNCAPI_SCHEMA',
      message: expect.stringContaining(
        'The message "say" of ExamplesGateway.say() is described without one of its examples',
      ),
    }),
  ]);
});

it('describes only included gateways', async () => {
  const { document } = await describeGateways([ChatGateway, RoomGateway], { include: [RoomGateway] });
  expect(Object.keys(document.channels)).toEqual(['room']);
});
