import { once } from 'node:events';
import { createServer, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SingleWriteResponse } from './single-write-response.js';

type Reply = (response: ServerResponse, note: (event: string) => void) => void;

const GET = 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';

const headers = { 'content-type': 'text/plain', 'content-length': 5 };

const replies: Record<string, Reply> = {
  'a string': (response) => response.end('hello'),
  'a string in several bytes for each character': (response) => response.end('héllo 🙂'),
  'a string after writeHead()': (response) => response.writeHead(201, headers).end('hello'),
  'a string in latin1': (response) => response.end('hé', 'latin1'),
  'a string in base64': (response) => response.end('aGVsbG8=', 'base64'),
  'a string in utf16le': (response) => response.end('hello', 'utf16le'),
  'a Buffer': (response) => response.end(Buffer.from('hello')),
  'a Uint8Array after writeHead()': (response) => response.writeHead(200, headers).end(new Uint8Array(5)),
  'an empty Buffer': (response) => response.end(Buffer.alloc(0)),
  'an empty string': (response) => response.end(''),
  nothing: (response) => response.end(),
  'nothing after flushHeaders()': (response) => {
    response.writeHead(200, { 'content-length': 0 }).flushHeaders();
    response.end();
  },
  'a status without a body': (response) => response.writeHead(204).end('hello'),
  'chunks after writeHead()': (response) => response.writeHead(200).end('hello'),
  'chunks that were written before': (response) => {
    response.write('hel');
    response.end('lo');
  },
  'a body of known length in two parts': (response) => {
    response.writeHead(200, headers).write('hel');
    response.end('lo');
  },
  trailers: (response) => {
    if (response.req.method !== 'HEAD') response.setHeader('trailer', 'x-sum');
    response.addTrailers({ 'x-sum': '1' });
    response.end('hello');
  },
  'a corked response': (response) => {
    response.cork();
    response.write('hel');
    response.end('lo');
  },
  'a body that does not fit into the buffers of a socket': (response) => response.end('x'.repeat(3_000_000)),
  'early hints before it': (response) => {
    response.writeEarlyHints({ link: '</a.css>; rel=preload' });
    response.end('hello');
  },
  'a callback': (response, note) => response.end('hello', () => note('callback')),
  'a callback after nothing': (response, note) => response.end(() => note('callback')),
  'a second end()': (response, note) => {
    response.on('error', (error: NodeJS.ErrnoException) => note(String(error.code)));
    response.end('hello');
    response.end('again', () => note('second callback'));
  },
  'an invalid body': (response, note) => {
    try {
      response.end(7);
    } catch (error) {
      note((error as NodeJS.ErrnoException).code!);
    }
    response.write('hel');
    response.end('lo');
  },
  'an unknown encoding': (response, note) => {
    const wrong: string = 'klingon';
    response.on('error', (error) => note(error.message));
    try {
      response.end('hello', wrong as BufferEncoding, () => note('callback of what failed'));
    } catch (error) {
      note((error as NodeJS.ErrnoException).code!);
    }
    response.end('again', () => note('callback'));
  },
  'a string through a Proxy': (response) => new Proxy(response, {}).end('hello'),
  'a string through an object that inherits from it': (response) => Object.create(response).end('hello'),
  'a socket that is gone': (response, note) => {
    response.on('error', (error) => note(error.message));
    response.destroy();
    response.end('hello', (error?: Error | null) => note(`callback ${error?.message}`));
  },
};

describe('SingleWriteResponse', () => {
  describe.each(['GET', 'HEAD'])('for %s', (method) => {
    it.each(Object.entries(replies))('replies with %s as Node does', async (_name, reply) => {
      const request = GET.replace('GET', method);
      const expected = await exchange(undefined, request, reply);
      const actual = await exchange(SingleWriteResponse, request, reply);
      expect(actual.received).toBe(expected.received);
      expect(actual.events).toEqual(expected.events);
    });
  });

  it('replies to pipelined requests in their order', async () => {
    const request = 'GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';
    const waiting: ServerResponse[] = [];
    const reply: Reply = (response) => {
      // The second is ended first, so that Node has to keep it.
      waiting.push(response);
      if (waiting.length === 2) for (const each of waiting.splice(0).toReversed()) each.end(each.req.url);
    };
    const expected = await exchange(undefined, request, reply);
    const actual = await exchange(SingleWriteResponse, request, reply);
    expect(expected.received).toMatch(/\/1HTTP.+\/2$/s);
    expect(actual.received).toBe(expected.received);
  });

  it.each([
    ['after writeHead()', (response: ServerResponse) => response.writeHead(200, headers).end('hello')],
    ['without headers', (response: ServerResponse) => response.end('hello')],
  ])('sends headers and body with one write: %s', async (_name, reply) => {
    expect((await exchange(SingleWriteResponse, GET, reply)).lists).toBe(0);
  });

  it('still sends one write after a response that has only an end', async () => {
    await exchange(SingleWriteResponse, GET, (response) => response.writeHead(200).end());
    expect((await exchange(SingleWriteResponse, GET, (response) => response.end('hello'))).lists).toBe(0);
  });

  it('uses the methods of the prototype of Node that tools have replaced', async () => {
    const end = replaceEnd(function (...args) {
      this.setHeader('x-observed', 'yes');
      return Reflect.apply(end, this, args);
    });
    const { received } = await exchange(SingleWriteResponse, GET, (response) => response.end('hello'));
    expect(received).toMatch(/x-observed: yes.+hello$/s);
  });

  it('leaves it to a version of Node that passes on the end with the last part', async () => {
    replaceEnd(function (body, encoding, callback) {
      this.writeHead(200, headers);
      Reflect.get(this, '_send').call(this, body, encoding, callback);
      return this;
    });
    const reply: Reply = (response, note) => {
      response.end('hello', 'utf8', () => {
        note('written');
        response.socket!.end();
      });
      note('ended');
    };
    const first = await exchange(SingleWriteResponse, GET, reply);
    const second = await exchange(SingleWriteResponse, GET, reply);
    for (const { received, events } of [first, second]) {
      expect(received).toMatch(/hello$/);
      expect(events).toEqual(['ended', 'written', 'close']);
    }
  });
});

/** @returns the function that was replaced until the test ends */
function replaceEnd(end: (this: ServerResponse, ...args: unknown[]) => ServerResponse): ServerResponse['end'] {
  const { prototype } = ServerResponse;
  const { end: original } = prototype;
  prototype.end = end;
  onTestFinished(() => {
    prototype.end = original;
  });
  return original;
}

/** What a client receives, the events of the responses, and how often a list of writes was passed to the socket. */
async function exchange(
  kind: typeof ServerResponse | undefined,
  request: string,
  reply: Reply,
): Promise<{ received: string; events: string[]; lists: number }> {
  const events: string[] = [];
  const closed: Promise<unknown>[] = [];
  let lists = 0;
  const server = createServer(kind ? { ServerResponse: kind } : {}, (_request, response) => {
    closed.push(new Promise((resolve) => response.once('close', resolve)));
    for (const event of ['prefinish', 'finish', 'close']) response.on(event, () => events.push(event));
    reply(response, (event) => events.push(event));
  });
  server.on('connection', (socket: Socket) => {
    const { _writev: write } = socket;
    socket._writev = function (...args) {
      lists += 1;
      write!.apply(this, args);
    };
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.end(request);
  const received = await text(client);
  server.close();
  await Promise.all([once(server, 'close'), ...closed]);
  return { received: received.replaceAll(/^date: .*$/gim, 'date'), events, lists };
}
