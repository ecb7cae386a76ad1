import { once } from 'node:events';
import { decode, encode } from '@msgpack/msgpack';
import {
  GatewayClients,
  MessageBody,
  messagePack,
  portico1,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type WebSocketServer as Server, WebSocket } from 'ws';
import { broadcast, WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

@WebSocketGateway()
class BytesGateway {
  @WebSocketServer() private readonly server!: Server;
  @GatewayClients() private readonly clients!: GatewayClients;

  @SubscribeMessage('reverse')
  reverse(@MessageBody('bytes') bytes: unknown) {
    if (!Buffer.isBuffer(bytes)) throw new TypeError('not a Buffer');
    return Buffer.from(bytes).reverse();
  }

  @SubscribeMessage('tell')
  tell(@MessageBody() bytes: unknown) {
    broadcast(this.server.clients, { event: 'told', data: bytes });
    this.clients.emit('told again', bytes);
  }

  @SubscribeMessage('inspect')
  inspect(@MessageBody() data: object) {
    const isPlain = Object.getPrototypeOf(data) === Object.prototype;
    return isPlain && JSON.stringify(data);
  }

  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return data;
  }

  @SubscribeMessage('nest')
  nest() {
    return JSON.parse(deepList(1_100));
  }
}

async function start() {
  const { port, errors } = await startApplication(
    [BytesGateway],
    (app) => new WsAdapter(app, { codecs: [portico1(), messagePack()] }),
  );
  const connect = async (...protocols: string[]) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, protocols);
    onTestFinished(() => socket.terminate());
    const frames: unknown[] = [];
    socket.on('message', (data, isBinary) => frames.push(isBinary ? decode(data as Buffer) : String(data)));
    await once(socket, 'open');
    const next = async (): Promise<unknown> => {
      while (frames.length === 0) await once(socket, 'message');
      return frames.shift();
    };
    return { socket, next };
  };
  return Object.assign(connect, { errors });
}

it('supports bytes in both directions', async () => {
  const connect = await start();
  const { socket, next } = await connect('portico.1.msgpack');
  expect(await next()).toEqual({ session: { id: expect.any(String), recovered: false, ping: true } });
  socket.send('{"event":"reverse","id":1}');
  socket.send(Buffer.from([0xc1]));
  socket.send(encode({ event: 'reverse', data: { bytes: Uint8Array.of(1, 2, 3) }, id: 2 }));
  expect(await next()).toEqual({ id: 2, data: Buffer.from([3, 2, 1]) });
  socket.send(encode({ event: 'unheard-of', id: 3 }));
  expect(await next()).toMatchObject({ id: 3, error: { message: 'Unknown event' } });
});

it('sends the events of a broadcast to each client in its own format', async () => {
  const connect = await start();
  const packed = await connect('portico.1.msgpack');
  const text = await connect('portico.1');
  const plain = await connect();
  await packed.next();
  await text.next();
  packed.socket.send(encode({ event: 'tell', data: 'news' }));
  for (const event of ['told', 'told again']) {
    expect(await packed.next()).toEqual({ event, data: 'news' });
    expect(await text.next()).toBe(JSON.stringify({ event, data: 'news' }));
    expect(await plain.next()).toBe(JSON.stringify({ event, data: 'news' }));
  }
});

it.each([
  [
    'the result of toJSON()',
    new (class Account {
      readonly name = 'Ada';
      readonly password = 'secret';
      toJSON() {
        return { name: this.name };
      }
    })(),
  ],
  ['own toJSON()', { at: { toJSON: (key: string) => `${key} noon` } }],
  ['undefined, functions and symbols', { a: undefined, b() {}, c: Symbol('c'), d: [undefined, () => 1, Symbol('d')] }],
  ['an invalid date', { at: new Date(Number.NaN) }],
  ['toJSON() that returns the object itself', { at: itself({ a: 1, b() {}, c: { toJSON: () => 'two' } }) }],
  ['toJSON() at many levels', Array.from({ length: 90 }).reduce((inner: object) => account(inner), account(0))],
  ['shared members', { one: [1, { two: 2 }], map: new Map([[1, 2]]), nothing: null }],
])('sends the members that JSON has: %s', async (_what, value) => {
  @WebSocketGateway()
  class ValueGateway {
    @GatewayClients() private readonly clients!: GatewayClients;
    @SubscribeMessage('value') value() {
      return value;
    }
    @SubscribeMessage('tell') tell() {
      this.clients.emit('told', value);
    }
  }
  const { port } = await startApplication([ValueGateway], (app) => new WsAdapter(app, { codecs: [messagePack()] }));
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'portico.1.msgpack');
  onTestFinished(() => socket.terminate());
  await once(socket, 'message');
  for (const frame of [{ event: 'value', id: 1 }, { event: 'tell' }]) {
    socket.send(encode(frame));
    const [received] = await once(socket, 'message');
    expect(decode(received)).toHaveProperty('data', JSON.parse(JSON.stringify(value)));
  }
});

function itself(value: object): object {
  return Object.assign(value, { toJSON: () => value });
}

function account(inner: unknown): object {
  return { password: 'secret', toJSON: () => ({ inner }) };
}

it('leaves out the member __proto__, which clients cannot decode, and reads it as JSON does', async () => {
  const connect = await start();
  const packed = await connect('portico.1.msgpack');
  const text = await connect('portico.1');
  for (const { next } of [packed, text]) await next();
  text.socket.send('{"event":"tell","data":[{"__proto__":{"a":1},"b":2}]}');
  for (const event of ['told', 'told again']) {
    expect(await packed.next()).toEqual({ event, data: [{ b: 2 }] });
    expect(await text.next()).toBe(`{"event":"${event}","data":[{"__proto__":{"a":1},"b":2}]}`);
  }
  // The encoder writes the key, although the decoder refuses it.
  const data = JSON.parse('{"a":1,"__proto__":{"isAdmin":true},"same-long":[{"__proto__":null}]}');
  packed.socket.send(encode({ event: 'inspect', data, id: 1 }));
  const { data: inspected } = (await packed.next()) as { data: string };
  expect(JSON.parse(inspected)).toEqual(data);
  expect(Object.keys(JSON.parse(inspected)).sort()).toEqual(Object.keys(data).sort());
});

/** As JSON: the encoder of the test refuses it. */
const deepList = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

it('sends what it reads, however deeply it is nested', async () => {
  const connect = await start();
  const { socket, next } = await connect('portico.1.msgpack');
  await next();
  const data = JSON.parse(deepList(999));
  socket.send(encode({ event: 'echo', data, id: 1 }, { maxDepth: 1_000 }));
  expect(await next()).toEqual({ id: 1, data });
});

it('sends what only clients of another format can receive to them, and names the handler of such a result', async () => {
  const connect = await start();
  const packed = [await connect('portico.1.msgpack'), await connect('portico.1.msgpack')] as const;
  const text = await connect('portico.1');
  const plain = await connect();
  for (const { next } of [...packed, text]) await next();
  const data = deepList(1_100);
  text.socket.send(`{"event":"tell","data":${data}}`);
  for (const event of ['told', 'told again']) {
    for (const { next } of [text, plain]) expect(await next()).toBe(`{"event":"${event}","data":${data}}`);
  }
  expect(connect.errors.map((line) => line.split('\n')[0])).toEqual([
    expect.stringContaining('A message could not be broadcast to the clients of portico.1.msgpack'),
    expect.stringContaining('The event "told again" could not be sent to a client'),
  ]);
  packed[0].socket.send(encode({ event: 'nest', id: 1 }));
  expect(await packed[0].next()).toMatchObject({ id: 1, error: { message: 'Internal server error' } });
  expect(connect.errors.at(-1)).toContain('PORTICO_WS_UNSERIALIZABLE: The result of BytesGateway.nest()');
});

it('discards frames that declare more values than they have bytes, and those that are nested too deeply', async () => {
  const connect = await start();
  const { socket, next } = await connect('portico.1.msgpack');
  await next();
  const repeat = (count: number, ...bytes: number[]) => Buffer.alloc(count * bytes.length, Buffer.from(bytes));
  // The decoder would allocate 240 MB for each of the lists, before it misses their values.
  socket.send(repeat(100, 0xdd, 0x01, 0xc9, 0xc3, 0x80));
  socket.send(Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff]));
  socket.send(repeat(1_000_000, 0x91));
  socket.send(encode({ event: 'reverse', data: { bytes: Uint8Array.of(1, 2) }, id: 1 }));
  expect(await next()).toEqual({ id: 1, data: Buffer.from([2, 1]) });
});

it('reads values of every format and length', async () => {
  @WebSocketGateway()
  class EchoGateway {
    @SubscribeMessage('echo')
    echo(@MessageBody() data: unknown) {
      return data;
    }
  }
  const { port } = await startApplication([EchoGateway], (app) => new WsAdapter(app, { codecs: [messagePack()] }));
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'portico.1.msgpack');
  onTestFinished(() => socket.terminate());
  await once(socket, 'message');
  const sizes = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];
  const values = [
    ...[null, true, false, 0, 127, 128, 255, 256, 65_536, 2 ** 33, -1, -32, -33, -129, -32_769, -(2 ** 33), 1.5],
    ...sizes.map((size) => 'x'.repeat(size)),
    ...sizes.map((size) => Buffer.alloc(size, 1)),
    ...sizes.map((size) => Array.from({ length: size }, () => size)),
    ...sizes.map((size) => Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, [index]]))),
    ...[new Date(0), new Date(2 ** 40), new Date(2 ** 50)],
    ...[Array.from({ length: 90 }).reduce((inner) => ({ inner }), 1)],
  ];
  for (const [id, value] of values.entries()) {
    socket.send(encode({ event: 'echo', data: value, id }));
    const [reply] = await once(socket, 'message');
    expect(Buffer.compare(reply, encode({ id, data: value })), `value ${id}`).toBe(0);
  }
});

it('sends missed events as it has sent others: with bytes and dates, and without what toJSON() leaves out', async () => {
  @WebSocketGateway({ connectionStateRecovery: {} })
  class Files {
    @GatewayClients() private readonly clients!: GatewayClients;
    left = 0;
    handleDisconnect() {
      this.left += 1;
    }
    send() {
      this.clients.emit('file', { bytes: Buffer.from('ab'), at: new Date(0), size: Infinity, owner: account('Ana') });
      this.clients.emit('text', { a: [1, 'two', null] });
    }
  }
  const { app, port } = await startApplication([Files], (each) => new WsAdapter(each, { codecs: [messagePack()] }));
  const connect = (...protocols: string[]) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, protocols);
    onTestFinished(() => socket.terminate());
    const frames: { session?: { key: string }; event?: string; data?: unknown; offset?: string }[] = [];
    // A frame of the protocol.
    socket.on('message', (frame) => frames.push(decode(frame as Buffer) as (typeof frames)[number]));
    return { socket, frames };
  };
  const first = connect('portico.1.msgpack');
  await vi.waitFor(() => expect(first.frames).toHaveLength(1));
  app.get(Files).send();
  await vi.waitFor(() => expect(first.frames).toHaveLength(3));
  first.socket.terminate();
  await vi.waitFor(() => expect(app.get(Files).left).toBe(1));
  app.get(Files).send();
  const token = `resume.${first.frames[0]?.session?.key}.${first.frames[2]?.offset}`;
  const second = connect('portico.1.msgpack', token);
  await vi.waitFor(() => expect(second.frames).toHaveLength(3));
  const dataOf = ({ frames }: typeof first) => frames.slice(1).map(({ event, data }) => ({ event, data }));
  expect(dataOf(second)).toEqual([
    {
      event: 'file',
      data: { bytes: Buffer.from('ab'), at: new Date(0), size: Infinity, owner: { inner: 'Ana' } },
    },
    { event: 'text', data: { a: [1, 'two', null] } },
  ]);
  expect(dataOf(first)).toEqual(dataOf(second));
});
