import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import http2 from 'node:http2';
import { connect } from 'node:net';
import { startGateways } from '@portico/conformance';
import { FastifyAdapter } from '@portico/platform-fastify';
import { type HandshakeOptions, type RefusedHandshake, WebSocketGateway } from '@portico/websockets';
import type { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { IoAdapter } from '../index.js';
import { startApplication } from '../test-application.fixture.js';

const SESSION = 'socket.io/?EIO=4&transport=';

interface Opened {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: string | null | undefined;
  /** `Access-Control-Allow-Origin` */
  readonly origin?: string | null;
  /** Ends the session. */
  leave(): unknown;
}

/** Starts a gateway for each of the options, whose connections can be opened without entering a namespace. */
async function start(...options: (HandshakeOptions & { namespace?: string; cors?: object; allowRequest?: object })[]) {
  const gateways = options.map((each) => {
    @WebSocketGateway(each)
    class Limited {}
    return Limited;
  });
  const { port } = await startApplication(gateways);
  const url = `127.0.0.1:${port}/`;

  async function polling(): Promise<Opened> {
    const headers = { Origin: 'http://page.example' };
    const response = await fetch(`http://${url}${SESSION}polling`, { headers });
    const body = await response.text();
    const retryAfter = response.headers.get('retry-after');
    const leave = () =>
      fetch(`http://${url}${SESSION}polling&sid=${JSON.parse(body.slice(1)).sid}`, { method: 'POST', body: '1' });
    const origin = response.headers.get('access-control-allow-origin');
    return { status: response.status, body, retryAfter, origin, leave };
  }

  function websocket(): Promise<Opened> {
    const socket = new WebSocket(`ws://${url}${SESSION}websocket`);
    socket.on('error', () => undefined);
    onTestFinished(() => socket.terminate());
    return new Promise((resolve) => {
      const leave = () => socket.close();
      socket.once('message', (data) => resolve({ status: 101, body: String(data), leave }));
      socket.once('unexpected-response', async (_, response) => {
        const { statusCode: status = 0, headers } = response;
        let body = '';
        for await (const part of response) body += part;
        resolve({ status, body, retryAfter: headers['retry-after'], leave });
      });
    });
  }

  /** Resolves to `'connected'`, or to the message of `connect_error`. */
  async function enter(namespace: string): Promise<string> {
    const client = io(`http://${url.slice(0, -1)}${namespace}`, { transports: ['websocket'], forceNew: true });
    onTestFinished(() => {
      client.disconnect();
    });
    return new Promise((resolve) => {
      client.once('connect', () => resolve('connected'));
      client.once('connect_error', ({ message }) => resolve(message));
    });
  }
  return { transports: { polling, websocket }, enter, url };
}

async function inTurn(count: number, open: () => Promise<Opened>): Promise<Opened[]> {
  const all: Opened[] = [];
  while (all.length < count) all.push(await open());
  return all;
}

async function statuses(count: number, open: () => Promise<Opened>): Promise<number[]> {
  return (await inTurn(count, open)).map(({ status }) => status);
}

it.each([
  ['polling', 200],
  ['websocket', 101],
] as const)('limits connections that enter no namespace: %s', async (transport, accepted) => {
  const { transports, enter } = await start({ maxClients: 2 });
  const open = transports[transport];
  const opened = await inTurn(14, open);
  expect(opened.map(({ status }) => status)).toEqual(Array(14).fill(accepted));
  const refused = await open();
  expect(refused).toMatchObject({ status: 503, body: 'Too many clients', retryAfter: '5' });
  for (const { leave } of opened) await leave();
  await vi.waitFor(async () => expect((await open()).status).toBe(accepted));
  expect(await enter('/')).toBe('connected');
});

it.each([
  ['polling', 200],
  ['websocket', 101],
] as const)('limits the connections of each address: %s', async (transport, accepted) => {
  const refusals: RefusedHandshake[] = [];
  // Messages of channels are untyped.
  const note = (refusal: unknown): void => void refusals.push(refusal as RefusedHandshake);
  channel('portico:ws:refusal').subscribe(note);
  onTestFinished(() => void channel('portico:ws:refusal').unsubscribe(note));
  const { transports } = await start({ maxClients: 100, maxClientsPerAddress: 1 });
  const open = transports[transport];
  expect(await statuses(12, open)).toEqual(Array(12).fill(accepted));
  expect(await open()).toMatchObject({ status: 429, body: 'Too many clients from this address', retryAfter: '5' });
  expect(refusals).toMatchObject([{ status: 429, path: '/socket.io', request: { method: 'GET' } }]);
});

it.each([
  ['polling', 200],
  ['websocket', 101],
] as const)('limits how often an address opens connections: %s', async (transport, accepted) => {
  const { transports } = await start({ maxHandshakesPerSecond: 3 });
  const open = transports[transport];
  const attempts = await Promise.all(Array.from({ length: 80 }, open));
  const refused = attempts.filter(({ status }) => status === 429);
  for (const each of refused) {
    expect(each).toMatchObject({ body: 'Too many handshakes from this address', retryAfter: '1' });
  }
  // On a busy machine, the handshakes may be spread over three windows of a second.
  const count = attempts.filter(({ status }) => status === accepted).length;
  expect(count + refused.length).toBe(80);
  expect(count).toBeGreaterThanOrEqual(16);
  expect(count).toBeLessThanOrEqual(48);
});

it('limits connections that enter a namespace without a gateway', async () => {
  const { transports, enter } = await start({ namespace: '/chat', maxClients: 1 });
  for (let client = 0; client < 12; client += 1) expect(await enter('/')).toBe('connected');
  expect(await transports.websocket()).toMatchObject({ status: 503 });
});

it('adds the limits of all namespaces, and has none if one has none', async () => {
  const both = await start({ namespace: '/a', maxClients: 1 }, { namespace: '/b', maxClients: 2 });
  expect(await statuses(17, both.transports.polling)).toEqual([...Array(16).fill(200), 503]);
  const one = await start({ namespace: '/a', maxClients: 1 }, { namespace: '/b' });
  expect(await statuses(17, one.transports.polling)).toEqual(Array(17).fill(200));
  expect(await one.enter('/b')).toBe('connected');
});

it.each([
  ['polling', 200],
  ['websocket', 101],
] as const)('limits connections while allowRequest is slow: %s', async (transport, accepted) => {
  const waiting: (() => void)[] = [];
  let isSlow = true;
  const allowRequest = (_request: object, decide: (error: null, isAllowed: boolean) => void): void => {
    if (isSlow) waiting.push(() => decide(null, true));
    else decide(null, true);
  };
  const { transports } = await start({ maxClients: 1, allowRequest });
  const open = transports[transport];
  const opening = Array.from({ length: 20 }, open);
  await vi.waitFor(() => expect(waiting).toHaveLength(12));
  isSlow = false;
  expect(await open()).toMatchObject({ status: 503 });
  for (const decide of waiting) decide();
  const opened = await Promise.all(opening);
  expect(opened.filter(({ status }) => status === accepted)).toHaveLength(12);
  expect(opened.filter(({ status }) => status === 503)).toHaveLength(8);
  for (const { status, leave } of opened) if (status === accepted) await leave();
  await vi.waitFor(async () => expect((await open()).status).toBe(accepted));
});

it('counts no connection that allowRequest refuses, or whose client disconnects before', async () => {
  const waiting: (() => void)[] = [];
  let isAllowed: boolean | undefined;
  const allowRequest = (_request: object, decide: (error: null, isAllowed: boolean) => void): void => {
    if (isAllowed === undefined) waiting.push(() => decide(null, true));
    else decide(null, isAllowed);
  };
  const { transports, url } = await start({ maxClients: 1, allowRequest });
  const clients = Array.from({ length: 12 }, () => connect(Number(url.match(/:(\d+)/)?.[1]), '127.0.0.1'));
  for (const client of clients) client.write(`GET /${SESSION}polling HTTP/1.1\r\nHost: h\r\n\r\n`);
  await vi.waitFor(() => expect(waiting).toHaveLength(12));
  for (const client of clients) client.destroy();
  isAllowed = false;
  await vi.waitFor(async () => expect((await transports.polling()).status).toBe(403));
  for (const decide of waiting) decide();
  expect(await statuses(20, transports.websocket)).toEqual(Array(20).fill(400));
  isAllowed = true;
  await vi.waitFor(async () => {
    const opened = await inTurn(12, transports.polling);
    for (const { leave, status } of opened) if (status === 200) await leave();
    expect(opened.map(({ status }) => status)).toEqual(Array(12).fill(200));
  });
});

it('accepts one WebSocket for a session', async () => {
  const { transports, url } = await start({ maxClients: 1 });
  const { body } = await transports.polling();
  const { sid } = JSON.parse(body.slice(1));
  const upgrade = () => {
    const socket = new WebSocket(`ws://${url}${SESSION}websocket&sid=${sid}`);
    socket.on('error', () => undefined);
    onTestFinished(() => socket.terminate());
    return new Promise<number>((resolve) => {
      socket.once('open', () => resolve(101));
      socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    });
  };
  const upgraded = await Promise.all(Array.from({ length: 20 }, upgrade));
  expect(upgraded.sort()).toEqual([101, ...Array(19).fill(400)]);
});

it('refuses connections over HTTP/2', async () => {
  @WebSocketGateway({ maxClients: 1 })
  class Limited {}
  const httpAdapter = new FastifyAdapter({ http2: true });
  const { port } = await startGateways({
    providers: [Limited],
    httpAdapter,
    createAdapter: (app) => new IoAdapter(app),
  });
  const session = http2.connect(`http://127.0.0.1:${port}`);
  onTestFinished(() => session.destroy());
  const open = async (): Promise<unknown> => {
    const request = session.request({ ':path': `/${SESSION}polling` });
    const [headers] = await once(request, 'response');
    request.destroy();
    return headers[':status'];
  };
  const all: unknown[] = [];
  while (all.length < 14) all.push(await open());
  expect(all).toEqual([...Array(12).fill(200), 503, 503]);
});

it('tells a client that is refused by a namespace why', async () => {
  const { enter } = await start({ maxClients: 1 });
  expect(await enter('/')).toBe('connected');
  for (let round = 0; round < 5; round += 1) expect(await enter('/')).toBe('Too many clients');
});

it('sends the headers of CORS with a refusal', async () => {
  const { transports } = await start({ maxClients: 1, cors: { origin: 'http://page.example' } });
  await statuses(12, transports.polling);
  expect(await transports.polling()).toMatchObject({ status: 503, origin: 'http://page.example' });
});

/** Starts a gateway with `maxClients: 1` whose `afterInit()` is called with its server. */
async function startWith(afterInit: (server: Server) => void): Promise<number> {
  @WebSocketGateway({ maxClients: 1 })
  class Limited {
    afterInit(server: Server): void {
      afterInit(server);
    }
  }
  return (await startApplication([Limited])).port;
}

const pollingStatus = async (port: number): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}/${SESSION}polling`)).status;

it('counts connections whose request the application deletes to save memory', async () => {
  const port = await startWith(({ engine }) => {
    engine.on('connection', (conn: { request: unknown }) => {
      conn.request = null;
    });
  });
  const seen: number[] = [];
  while (seen.length < 13) seen.push(await pollingStatus(port));
  expect(seen).toEqual([...Array(12).fill(200), 503]);
});

it('counts no client that disconnects during the middleware of the application', async () => {
  const waiting: (() => void)[] = [];
  const closed: string[] = [];
  let isSlow = true;
  const port = await startWith((server) => {
    server.use((socket, next) => {
      socket.conn.once('close', () => closed.push(socket.id));
      if (isSlow) waiting.push(next);
      else next();
    });
  });
  const connecting = () => {
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false });
    onTestFinished(() => void client.disconnect());
    return client;
  };
  const leaving = connecting();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  leaving.disconnect();
  await vi.waitFor(() => expect(closed).toHaveLength(1));
  isSlow = false;
  for (const next of waiting) next();
  const client = connecting();
  const outcome = await new Promise((resolve) => {
    client.once('connect', () => resolve('connected'));
    client.once('connect_error', ({ message }) => resolve(message));
  });
  expect(outcome).toBe('connected');
});

it('counts no client that middleware refuses which the application has added later', async () => {
  let server: Server | undefined;
  const port = await startWith((created) => {
    server = created;
  });
  server?.use((socket, next) => next(socket.handshake.auth['token'] === 'good' ? undefined : new Error('bad token')));
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${SESSION}websocket`);
  onTestFinished(() => socket.terminate());
  const refusals: string[] = [];
  socket.on('message', (data) => {
    const packet = String(data);
    if (packet.startsWith('44')) refusals.push(packet);
    // The connection stays open, and tries again.
    if (refusals.length < 5) socket.send('40');
  });
  await vi.waitFor(() => expect(refusals).toEqual(Array(5).fill('44{"message":"bad token"}')));
  const options = { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token: 'good' } };
  const client = io(`http://127.0.0.1:${port}`, options);
  onTestFinished(() => void client.disconnect());
  await new Promise<void>((resolve, reject) => {
    client.once('connect', resolve);
    client.once('connect_error', reject);
  });
});

it('counts no connection whose client disconnects during the middleware of engine.io', async () => {
  const waiting: (() => void)[] = [];
  let ended = 0;
  let isSlow = true;
  const port = await startWith(({ engine }) => {
    engine.use((_request: object, response: ServerResponse, next: () => void) => {
      response.once('close', () => {
        ended += 1;
      });
      if (isSlow) waiting.push(next);
      else next();
    });
  });
  const clients = Array.from({ length: 12 }, () => connect(port, '127.0.0.1'));
  for (const client of clients) client.write(`GET /${SESSION}polling HTTP/1.1\r\nHost: h\r\n\r\n`);
  await vi.waitFor(() => expect(waiting).toHaveLength(12));
  for (const client of clients) client.destroy();
  await vi.waitFor(() => expect(ended).toBe(12));
  isSlow = false;
  for (const next of waiting) next();
  await vi.waitFor(async () => expect(await pollingStatus(port)).toBe(200));
});
