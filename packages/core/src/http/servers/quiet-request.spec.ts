import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { finished, PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QuietRequest } from './quiet-request.js';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly note: (event: unknown) => void;
}

type Use = (exchange: Exchange) => unknown;

const REQUESTS = {
  GET: 'GET / HTTP/1.1\r\nhost: a\r\n\r\n',
  'POST with an empty body': 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n',
  'POST with a body': 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello',
  'POST with chunks':
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ntrailer: x-sum\r\n\r\n5\r\nhello\r\n0\r\nx-sum: 1\r\n\r\n',
  'POST with a part of a character': 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\n\xc3',
};

/** When a listener is added. */
const moments: Record<string, (exchange: Exchange, then: () => void) => void> = {
  'at once': (_exchange, then) => then(),
  'in the next tick': (_exchange, then) => process.nextTick(then),
  'in the next turn': (_exchange, then) => setImmediate(then),
  'when the response is finished': ({ response }, then) => response.on('finish', then),
  'when the response is closed': ({ response }, then) => response.on('close', then),
  'long after the response': ({ response }, then) => response.on('close', () => setImmediate(setImmediate, then)),
};

/** What is done with a request. */
const uses: Record<string, Use> = {
  nothing: () => undefined,
  'data and end': ({ request, note }) =>
    request.on('data', (chunk) => note(String(chunk))).on('end', () => note('the end')),
  'a listener of end': ({ request, note }) => request.on('end', () => note('the end')),
  'a listener of close': ({ request, note }) => request.on('close', () => note('the close')),
  'two listeners of close': ({ request, note }) =>
    request.once('close', () => note('the close')).prependListener('close', () => note('before the close')),
  'readable and read()': ({ request, note }) =>
    request.on('readable', () => note(String(request.read()))).on('end', () => note('the end')),
  'read() alone': ({ request, note }) => note(String(request.read())),
  'for await': async ({ request, note }) => {
    try {
      for await (const chunk of request) note(String(chunk));
      note('done');
    } catch (error) {
      note(codeOf(error));
    }
  },
  'pipe()': ({ request, note }) => text(request.pipe(new PassThrough())).then(note, (error) => note(codeOf(error))),
  'resume()': ({ request }) => request.resume(),
  'pause()': ({ request }) => request.pause(),
  'setEncoding()': ({ request }) => request.setEncoding('utf8'),
  'setEncoding() and text': ({ request, note }) => request.setEncoding('utf8').on('data', note),
  'finished()': ({ request, note }) => void finished(request, (error) => note(`finished ${codeOf(error)}`)),
  'destroy()': ({ request }) => request.destroy(),
  'destroy() with an error': ({ request, note }) =>
    request.on('error', (error) => note(error.message)).destroy(new Error('mine')),
  'destroy() with a callback': ({ request, note }) =>
    Reflect.apply(request.destroy, request, [null, () => note('destroyed')]),
  'a listener through an object that inherits from it': ({ request, note }) =>
    Object.create(request)
      .on('end', () => note('the end'))
      .on('close', () => note('the close')),
  'unshift()': ({ request, note }) => {
    request.on('error', (error) => note(codeOf(error)));
    request.unshift('more');
  },
  'read() and destroy()': ({ request }) => {
    request.read();
    process.nextTick(() => request.destroy());
  },
  'end() and destroy()': ({ request, response, note }) => {
    request.on('error', (error) => note(error.message));
    response.end('reply');
    request.destroy(new Error('mine'));
  },
  'push() of the end': ({ request, note }) => {
    request.on('error', (error) => note(codeOf(error)));
    request.push(null);
  },
  'the end of the response': ({ response }) => response.end('reply'),
  'a replaced emit()': ({ request, note }) => {
    const { emit } = request;
    request.emit = (event: string | symbol, ...args: unknown[]) => {
      note(event);
      return Reflect.apply(emit, request, [event, ...args]);
    };
  },
  'unpipe()': ({ request }) => request.unpipe(),
};

/** Where Node has begun to read before the `close` of the response, the request is read after it. */
const READ_LATER: Readonly<Record<string, readonly string[]>> = {
  'when the response is closed': ['unshift()', 'a replaced emit()'],
};

describe('QuietRequest', () => {
  describe.each(Object.entries(REQUESTS))('of %s', (_request, request) => {
    describe.each(Object.entries(moments))('used %s', (moment, at) => {
      it.each(Object.entries(uses).filter(([use]) => !READ_LATER[moment]?.includes(use)))(
        'behaves as that of Node: %s',
        async (_use, use) => {
          const compare: Use = (exchange) => at(exchange, () => void use(exchange));
          const expected = await observe(undefined, request, compare);
          const actual = await observe(QuietRequest, request, compare);
          expect(actual).toEqual(expected);
        },
      );
    });
  });

  it.each(['data', 'end', 'close', 'resume', 'readable'])('emits %s as Node does', async (event) => {
    const use: Use = ({ request, note }) => request.on(event, () => note(event));
    for (const request of Object.values(REQUESTS)) {
      expect(await observe(QuietRequest, request, use)).toEqual(await observe(undefined, request, use));
    }
  });

  it.skipIf(QuietRequest === IncomingMessage)('is not read if nobody listens', async () => {
    const fixture = fileURLToPath(new URL('./quiet-request.fixture.ts', import.meta.url));
    const options = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];
    const { stdout } = await promisify(execFile)(process.execPath, [...options, fixture]);
    const { node, quiet }: { node: number; quiet: number } = JSON.parse(stdout);
    expect(node).toBeGreaterThan(0);
    expect(quiet).toBe(0);
  });

  it('serves more requests of the same connection, also pipelined ones', async () => {
    const bodies: string[] = [];
    const server = createServer({ IncomingMessage: QuietRequest }, async (request, response) => {
      const body = request.method === 'POST' ? await text(request) : '';
      bodies.push(body);
      response.end(`<${request.url}${body}>`);
    });
    await listen(server);
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\n\r\n');
    client.write('POST /3 HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nab');
    client.end('GET /4 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect((await text(client)).match(/<.*?>/g)).toEqual(['</1>', '</2>', '</3ab>', '</4>']);
  });

  it('ends the request of a client that leaves before the response as Node does', async () => {
    for (const request of [REQUESTS.GET, REQUESTS['POST with a body'].slice(0, -1)]) {
      const [expected, actual] = [await leave(undefined, request), await leave(QuietRequest, request)];
      expect(actual).toEqual(expected);
      expect(actual.at(-1)).toBe('close');
    }
  });

  it('uses the methods of the prototype of Node that tools have replaced', async () => {
    const { prototype } = IncomingMessage;
    const { push } = Readable.prototype;
    const pushed: unknown[] = [];
    prototype.push = function (...args) {
      pushed.push(String(args[0]));
      return Reflect.apply(push, this, args);
    };
    onTestFinished(() => void Reflect.deleteProperty(prototype, 'push'));
    const dump: (this: IncomingMessage) => void = Reflect.get(prototype, '_dump');
    let dumped = 0;
    Reflect.set(prototype, '_dump', function (this: IncomingMessage) {
      dumped += 1;
      dump.call(this);
    });
    onTestFinished(() => void Reflect.set(prototype, '_dump', dump));
    await observe(QuietRequest, REQUESTS['POST with a body'], ({ request }) => request.on('close', () => undefined));
    expect([pushed, dumped]).toEqual([['hello', 'null'], 1]);
  });
});

interface Observed {
  readonly notes: unknown[];
  readonly states: unknown[];
  readonly received: string;
}

/** What happens with a request until its response is closed, and in the turns after it. */
async function observe(kind: typeof IncomingMessage | undefined, sent: string, use: Use): Promise<Observed> {
  const notes: unknown[] = [];
  const states: unknown[] = [];
  const { promise, resolve } = deferred();
  const server = createServer(kind ? { IncomingMessage: kind } : {}, (request, response) => {
    const note = (event: unknown): void => void notes.push(event);
    const record = (): void => {
      const { destroyed, aborted, complete, errored, readable, readableEnded } = request;
      states.push({ destroyed, aborted, complete, errored, readable, readableEnded });
    };
    response.on('finish', record).on('close', record);
    response.on('close', () => turns(10).then(resolve));
    use({ request, response, note });
    // After listeners of the next turn.
    setImmediate(setImmediate, () => {
      if (!response.destroyed) response.end('reply');
    });
    const noteDisconnect = (): void => note('disconnected');
    request.socket.on('close', noteDisconnect);
    void promise.then(() => {
      request.socket.off('close', noteDisconnect);
      record();
      const { closed, readableAborted, trailers } = request;
      states.push({ closed, readableAborted, trailers });
    });
  });
  await listen(server);
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write(sent, 'latin1');
  const received = text(client);
  await promise;
  await turns(1);
  client.end();
  return { notes, states, received: (await received).replaceAll(/^date: .*$/gim, 'date') };
}

/** The events of a request whose client disconnects before the response. */
async function leave(kind: typeof IncomingMessage | undefined, sent: string): Promise<string[]> {
  const events: string[] = [];
  const { promise, resolve } = deferred();
  const server = createServer(kind ? { IncomingMessage: kind } : {}, (request) => {
    for (const event of ['aborted', 'error', 'end', 'close']) request.on(event, () => events.push(event));
    request.on('close', resolve);
    client.destroy();
  });
  await listen(server);
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write(sent);
  await promise;
  return events;
}

async function listen(server: ReturnType<typeof createServer>): Promise<void> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((resolveIt) => {
    resolve = resolveIt;
  });
  return { promise, resolve };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | undefined)?.code);
}
