import {
  Ack,
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { LONG_RUN_TIMEOUT_MS } from '../../support/long-run.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { type RunningGateways, startGateways } from '../support/start-gateways.js';
import { watchProcess } from '../support/test-app.js';
import { PORTICO1_CASES, type Portico1Case } from './portico1-cases.js';
import { createPortico1Gateway, Portico1Log } from './portico1-gateway.js';
import { PORTICO1_HOSTILE_CASES } from './portico1-hostile-cases.js';
import { Portico1Peer } from './portico1-peer.js';

/**
 * Runs the test suite for servers with the subprotocol `portico.1`. The tests write and read raw frames.
 *
 * @param platform its adapters allow 50 open requests: `portico1({ maxOpenRequests: 50 })`
 * @example
 * describePortico1({ ...platform, createAdapter: (app) => new WsAdapter(app, { codecs: [portico1({ maxOpenRequests: 50 })] }) });
 * @see docs/protocol.md
 */
export function describePortico1(platform: WebSocketPlatform): void {
  describe(`portico.1 on ${platform.name}`, () => {
    for (const portico1Case of [...PORTICO1_CASES, ...PORTICO1_HOSTILE_CASES]) {
      it(portico1Case.name, { timeout: LONG_RUN_TIMEOUT_MS }, () => runPortico1Case(platform, portico1Case));
    }

    it('begins with the session, whose id is unguessable', async () => {
      const { port } = await start(platform, new Portico1Log());
      const ids = [];
      for (let count = 0; count < 2; count += 1) {
        const peer = await connect(port);
        const { session } = await peer.next();
        const pings = session?.ping === undefined ? {} : { ping: true };
        expect(session).toEqual({ id: expect.stringMatching(/^[\w-]{20,}$/), recovered: false, ...pings });
        ids.push(session?.id);
      }
      expect(ids[0]).not.toBe(ids[1]);
    });

    it('is used only with clients that offer it', async () => {
      const { port } = await start(platform, new Portico1Log());
      const peer = await connect(port, []);
      expect(peer.socket.protocol).toBe('');
      peer.send({ event: 'echo', data: 'documented', id: 1 });
      expect(await peer.next()).toBe('documented');
      const choosing = await connect(port, ['other', 'portico.1']);
      expect(choosing.socket.protocol).toBe('portico.1');
    });

    it('rejects open requests of the server at once when a client disconnects, and waits for the other clients', async () => {
      const entered: GatewayClient[] = [];
      let all: GatewayClients | undefined;
      @WebSocketGateway()
      class Asking {
        @GatewayClients() private readonly clients!: GatewayClients;
        handleConnection(@ConnectedClient() client: GatewayClient) {
          entered.push(client);
          all = this.clients;
        }
      }
      const { port } = await startGateways({ ...startOptions(platform), providers: [Asking] });
      const [staying, leaving] = [await connect(port), await connect(port)];
      for (const peer of [staying, leaving]) await peer.next();
      await eventually(() => expect(entered).toHaveLength(2));
      const failures = [
        ...[60_000, Infinity].map((timeoutMs) => entered[1]?.request('question', 1, { timeoutMs })),
        ...[60_000, Infinity].map((timeout) => all?.timeout(timeout).request('question', 2)),
      ].map(failureOf);
      // A timer that is too long fires after a millisecond, before this one.
      await new Promise((resolve) => setTimeout(resolve, 2));
      for (let index = 0; index < 4; index += 1) {
        const { id, data } = await leaving.next();
        if (data === 2) staying.send({ id: (await staying.next()).id, data: 'because' });
        expect(id).toEqual(expect.any(Number));
      }
      leaving.socket.close();
      const one = { message: expect.stringMatching(/PORTICO_WS_REQUEST.*client has disconnected/s), cause: undefined };
      const several = {
        message: expect.stringMatching(/PORTICO_WS_REQUEST.*1 of 2 clients did not reply: it has disconnected/s),
        cause: ['because'],
      };
      expect(await Promise.all(failures)).toEqual([one, one, several, several]);
    });

    it('replies with the acknowledgement of one of several handlers, whenever it comes', async () => {
      let acknowledge: ((value: unknown) => void) | undefined;
      @WebSocketGateway()
      class Acknowledging {
        @SubscribeMessage('nothing')
        nothing(@Ack() ack: (value: unknown) => void) {
          acknowledge = ack;
        }
        @SubscribeMessage('stream')
        stream(@Ack() ack: (value: unknown) => void) {
          acknowledge = ack;
        }
      }
      @WebSocketGateway()
      class Other {
        returned = 0;
        @SubscribeMessage('nothing')
        async nothing() {
          await new Promise((resolve) => setImmediate(resolve));
          this.returned += 1;
        }
        @SubscribeMessage('stream')
        async *stream() {
          yield 1;
        }
        @SubscribeMessage('echo')
        echo(@MessageBody() data: unknown) {
          return data;
        }
      }
      for (const providers of [
        [Acknowledging, Other],
        [Other, Acknowledging],
      ]) {
        const { port, app } = await startGateways({ ...startOptions(platform), providers });
        const peer = await connect(port);
        await peer.next();
        peer.send({ event: 'nothing', id: 1 });
        await eventually(() => expect(app.get(Other).returned).toBe(1));
        await peer.isNext();
        acknowledge?.('done');
        expect(await peer.next()).toEqual({ id: 1, data: 'done' });
        // A stream is the reply itself.
        peer.send({ event: 'stream', id: 2 });
        expect([await peer.next(), await peer.next()]).toEqual([
          { id: 2, data: 1, more: true },
          { id: 2, end: true },
        ]);
        acknowledge?.('late');
        await peer.isNext();
      }
    });

    it('fails open streams when the server closes', async () => {
      const log = new Portico1Log();
      const { app, port } = await start(platform, log);
      const peer = await connect(port);
      await peer.next();
      peer.send({ event: 'silent', id: 1 });
      expect(await peer.next()).toMatchObject({ id: 1, data: 'first' });
      const closed = app.close();
      expect(await peer.next()).toEqual({ id: 1, error: { status: 'error', message: 'The server is closing' } });
      await closed;
      expect(log.open).toBe(0);
    });
  });
}

/** Runs one case on a new server. Rejects if the server does not follow the rule. */
export async function runPortico1Case(platform: WebSocketPlatform, { run }: Portico1Case): Promise<void> {
  watchProcess();
  const log = new Portico1Log();
  const { port } = await start(platform, log);
  const peer = await connect(port);
  const { session } = await peer.next();
  if (!session) throw new Error('The first frame has no session');
  await run({ peer, session, log });
}

function start(platform: WebSocketPlatform, log: Portico1Log): Promise<RunningGateways> {
  return startGateways({ ...startOptions(platform), providers: [createPortico1Gateway(log)] });
}

function startOptions(platform: WebSocketPlatform): Omit<Parameters<typeof startGateways>[0], 'providers'> {
  return { httpAdapter: platform.createHttpAdapter(), createAdapter: (app) => platform.createAdapter(app) };
}

function failureOf(asking: Promise<unknown> | undefined): Promise<unknown> | undefined {
  return asking?.then(
    () => expect.unreachable('The client has replied'),
    ({ message, cause }: Error) => ({ message, cause }),
  );
}

async function connect(port: number, protocols?: readonly string[]): Promise<Portico1Peer> {
  const peer = await Portico1Peer.connect(port, protocols);
  onTestFinished(() => peer.destroy());
  return peer;
}
