import { once } from 'node:events';
import { jsonRpc, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { JSONRPCClient, JSONRPCErrorException } from 'json-rpc-2.0';
import { concat, interval, map, range, take, throwError } from 'rxjs';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

let noted: unknown[] = [];

@WebSocketGateway()
class MathGateway {
  @SubscribeMessage('sum')
  async sum(@MessageBody() numbers: number[]) {
    return numbers.reduce((sum, each) => sum + each, 0);
  }

  @SubscribeMessage('note')
  note(@MessageBody() data: unknown) {
    noted.push(data);
  }

  @SubscribeMessage('refuse')
  refuse() {
    throw new WsException({ code: 7, message: 'refused' });
  }

  @SubscribeMessage('crash')
  crash() {
    throw new Error('a secret of the server');
  }

  @SubscribeMessage('unsendable')
  unsendable() {
    return 1n;
  }

  /** Fails as a whole after more values than a stream may have, before the request is known. */
  @SubscribeMessage('too many')
  tooMany() {
    return concat(
      range(0, 10),
      throwError(() => new WsException('late')),
    );
  }

  @SubscribeMessage('count')
  async *count() {
    yield* [1, 2, 3];
  }

  @SubscribeMessage('ticks')
  ticks() {
    return interval(1);
  }

  /** Yields the same object each time, and changes it until it cannot be serialized. */
  @SubscribeMessage('changes')
  async *changes() {
    const state: { n: unknown } = { n: 0 };
    yield state;
    state.n = 1;
    yield state;
    state.n = 1n;
  }

  @SubscribeMessage('observed changes')
  observedChanges() {
    const state: { n: unknown } = { n: 0 };
    return interval(1).pipe(
      take(2),
      map((n) => {
        state.n = n === 0 ? 0 : 1n;
        return n === 0 ? state : { n };
      }),
    );
  }

  @SubscribeMessage('without text')
  withoutText(@MessageBody('kind') kind: 'function' | 'symbol' | 'toJSON') {
    return { function: () => 1, symbol: Symbol('s'), toJSON: { toJSON: () => undefined } }[kind];
  }

  @SubscribeMessage('values without text')
  async *valuesWithoutText() {
    yield* [undefined, () => 1, Symbol('s'), 1];
  }

  @SubscribeMessage('announce')
  announce(@MessageBody() data: unknown) {
    return { event: 'announced', data };
  }
}

async function start() {
  noted = [];
  const { port } = await startApplication(
    [MathGateway],
    (app) => new WsAdapter(app, { codecs: [jsonRpc({ maxBatchSize: 5, maxStreamValues: 5, maxOpenRequests: 3 })] }),
  );
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'jsonrpc');
  onTestFinished(() => socket.terminate());
  const client = new JSONRPCClient((request) => socket.send(JSON.stringify(request)));
  const frames: { method?: string; id?: unknown }[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data));
    frames.push(frame);
    if (frame.method === undefined) client.receive(frame);
  });
  await once(socket, 'open');
  /** Sends a text, and returns the reply. */
  const raw = async (text: string): Promise<unknown> => {
    frames.length = 0;
    socket.send(text);
    while (frames.length === 0) await once(socket, 'message');
    return frames.shift();
  };
  return { client, frames, raw, socket };
}

it('supports a JSON-RPC client library', async () => {
  const { client } = await start();
  expect(await client.request('sum', [1, 2, 3])).toBe(6);
  expect(await client.request('note', { a: 1 })).toBeNull();
  client.notify('note', ['no reply']);
  expect(await client.request('count', [])).toEqual([1, 2, 3]);
  expect(noted).toEqual([{ a: 1 }, ['no reply']]);
  const batch = await client.requestAdvanced([
    { jsonrpc: '2.0', id: 'a', method: 'sum', params: [1] },
    { jsonrpc: '2.0', id: 'b', method: 'unheard-of' },
  ]);
  expect(batch).toMatchObject([
    { id: 'a', result: 1 },
    { id: 'b', error: { code: -32601 } },
  ]);
});

it('fails requests with error objects without internal details', async () => {
  const { client } = await start();
  const failure = (method: string) =>
    client.request(method, []).then(undefined, (error: JSONRPCErrorException) => error);
  expect(await failure('refuse')).toMatchObject({ code: 7, message: 'refused' });
  for (const method of ['crash', 'unsendable']) {
    expect(await failure(method)).toMatchObject({ code: -32000, message: 'Internal server error' });
  }
  expect(await failure('unheard-of')).toMatchObject({ code: -32601, message: 'Method not found' });
  expect(await failure('ticks')).toMatchObject({ message: 'The stream has more than 5 values' });
  expect(await client.request('sum', [4])).toBe(4);
});

it('replies as the specification requires', async () => {
  const { raw } = await start();
  const invalid = { jsonrpc: '2.0', error: { code: -32600, message: 'Invalid Request' }, id: null };
  expect(await raw('{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]')).toEqual({
    jsonrpc: '2.0',
    error: { code: -32700, message: 'Parse error' },
    id: null,
  });
  for (const text of [
    '{"jsonrpc": "2.0", "method": 1, "params": "bar"}',
    '[]',
    '1',
    'null',
    '{"method":"sum","id":1}',
    '{"jsonrpc":"2.0","method":"sum","id":{}}',
    '{"jsonrpc":"2.0","method":"sum","params":1,"id":1}',
    JSON.stringify(Array.from({ length: 6 }, (_, id) => ({ jsonrpc: '2.0', method: 'sum', params: [], id }))),
  ]) {
    expect(await raw(text), text).toEqual(invalid);
  }
  expect(await raw('[1,2]')).toEqual([invalid, invalid]);
  expect(
    await raw('[{"jsonrpc":"2.0","method":"sum","params":[1,2],"id":"1"},{"jsonrpc":"2.0","method":"note"}]'),
  ).toEqual([{ jsonrpc: '2.0', result: 3, id: '1' }]);
  // Nothing is sent for a batch of notifications.
  const { socket } = await start();
  socket.send('[{"jsonrpc":"2.0","method":"note"},{"jsonrpc":"2.0","method":"unheard-of"}]');
  const mixed = '[{"jsonrpc":"2.0","method":"unsendable","id":1},{"jsonrpc":"2.0","method":"sum","params":[],"id":2}]';
  socket.send(mixed);
  const [reply] = await once(socket, 'message');
  expect(JSON.parse(String(reply))).toEqual([
    { jsonrpc: '2.0', error: expect.objectContaining({ message: 'Internal server error' }), id: 1 },
    { jsonrpc: '2.0', result: 0, id: 2 },
  ]);
});

it.each(['changes', 'observed changes'])(
  'replies with the values of a stream as they were sent: %s',
  async (method) => {
    const { raw } = await start();
    const request = (id: number) => ({ jsonrpc: '2.0', method, id });
    const result = [{ n: 0 }, { n: 1 }];
    expect(await raw(JSON.stringify(request(1)))).toEqual({ jsonrpc: '2.0', result, id: 1 });
    const sum = { jsonrpc: '2.0', method: 'sum', params: [1, 2], id: 3 };
    expect(await raw(JSON.stringify([request(2), sum]))).toEqual([
      { jsonrpc: '2.0', result: 3, id: 3 },
      { jsonrpc: '2.0', result, id: 2 },
    ]);
  },
);

it('replies with null if JSON cannot contain the result', async () => {
  const { raw } = await start();
  for (const kind of ['function', 'symbol', 'toJSON']) {
    const request = { jsonrpc: '2.0', method: 'without text', params: { kind }, id: kind };
    expect(await raw(JSON.stringify(request))).toEqual({ jsonrpc: '2.0', result: null, id: kind });
  }
  expect(await raw('{"jsonrpc":"2.0","method":"values without text","id":"\\""}')).toEqual({
    jsonrpc: '2.0',
    result: [null, null, null, 1],
    id: '"',
  });
});

it('sends events as notifications', async () => {
  const { client, frames, socket } = await start();
  client.notify('announce', { news: 1 });
  client.notify('refuse', []);
  while (frames.length < 2) await once(socket, 'message');
  expect(frames).toEqual([
    { jsonrpc: '2.0', method: 'announced', params: { news: 1 } },
    { jsonrpc: '2.0', method: 'exception', params: { code: 7, message: 'refused' } },
  ]);
});

it('sends one response to a request whose stream is too long, also if the stream fails', async () => {
  const { client, frames, raw } = await start();
  const error = expect.objectContaining({ message: 'The stream has more than 5 values' });
  expect(await raw(JSON.stringify({ jsonrpc: '2.0', method: 'too many', id: 'long' }))).toEqual({
    jsonrpc: '2.0',
    error,
    id: 'long',
  });
  expect(await client.request('sum', [4])).toBe(4);
  expect(frames.map(({ id }) => id)).not.toContain('long');
});
