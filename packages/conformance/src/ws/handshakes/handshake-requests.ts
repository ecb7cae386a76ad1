import type { IncomingMessage } from 'node:http';
import { type CanActivate, type ExecutionContext, UseGuards } from '@portico/common';
import {
  ConnectedClient,
  type GatewayClient,
  type HandshakeOptions,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { itWhen } from '../../support/test-when.js';
import { Refused, type TestClient } from '../support/client.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp, type TestApp } from '../support/test-app.js';

interface HandshakeRequest extends IncomingMessage {
  readonly ip: string;
  readonly query: Record<string, unknown>;
  readonly signal: AbortSignal;
}

interface HandshakeReply {
  statusCode: number;
  status(code: number): HandshakeReply;
  setHeader(name: string, value: string | string[]): void;
  end(body?: string): void;
  json(body: unknown): void;
  redirect(url: string): void;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<HandshakeRequest>();
const replyOf = (context: ExecutionContext) => context.switchToHttp().getResponse<HandshakeReply>();
/** Creates a guard that sends a reply and returns true. */
const sending = (send: (reply: HandshakeReply) => void) => (context: ExecutionContext) => {
  send(replyOf(context));
  return true;
};
const clientAt = (address: string) => ({ headers: { 'X-Test-Client': address } });

/** The request that guards written for HTTP find, and the address of clients behind proxies. */
export function describeHandshakeRequests(platform: WebSocketPlatform): void {
  const { disconnects, sharedServer } = platform.capabilities;

  async function start(
    guard: (context: ExecutionContext) => unknown,
    options: HandshakeOptions = {},
  ): Promise<TestApp & { hooks: string[] }> {
    const port = await gatewayPort(platform);
    const hooks: string[] = [];
    @WebSocketGateway(port, options)
    class Guarded extends MarkerGateway {
      // The types do not allow all return values that the tests use.
      @UseGuards({ canActivate: guard } as CanActivate)
      handleConnection() {
        hooks.push('in');
      }
    }
    return Object.assign(await startTestApp(behindProxy(platform), port, [Guarded]), { hooks });
  }

  it('passes a request with its address, query and signal to guards', async () => {
    const seen: unknown[] = [];
    const { connect } = await start((context) => {
      const { ip, query, signal } = requestOf(context);
      const token = 'token' in query ? query['token'] : undefined;
      seen.push(ip, token, signal.aborted, signal === requestOf(context).signal);
      return true;
    });
    await expectNoReply(await connect(clientAt('203.0.113.7')));
    expect(seen).toEqual(['203.0.113.7', undefined, false, true]);
  });

  const replies: [string, (context: ExecutionContext) => unknown, number, string][] = [
    ['sends a status and returns true', sending((reply) => reply.status(401).end('No')), 401, 'No'],
    ['sends a body and returns true', sending((reply) => reply.json({ no: 1 })), 403, '{"no":1}'],
    ['sends status 200', sending((reply) => reply.status(200).end('Fine')), 403, 'Fine'],
    [
      'sends a status and never completes',
      (context) => {
        replyOf(context).statusCode = 407;
        queueMicrotask(() => replyOf(context).end('No proxy'));
        return new Promise(() => undefined);
      },
      407,
      'No proxy',
    ],
    [
      'sends twice',
      (context) => {
        const reply = replyOf(context);
        reply.status(401).end('First');
        reply.status(418).end('Second');
        return false;
      },
      401,
      'First',
    ],
  ];
  for (const [how, guard, status, message] of replies) {
    it(`refuses a client whose guard ${how}`, async () => {
      const { connect, hooks, logger } = await start(
        (context) => requestOf(context).headers['x-good'] !== undefined || guard(context),
      );
      await expectRefusal(platform, connect(), status, message);
      await expectNoReply(await connect({ headers: { 'X-Good': '1' } }));
      expect(hooks).toEqual(['in']);
      expect(logger.errors).toEqual([]);
    });
  }

  it('sends the headers that a guard has set, except those that would break the response', async () => {
    const { connect } = await start((context) => {
      const reply = replyOf(context);
      reply.setHeader('content-length', '1');
      reply.setHeader('Transfer-Encoding', 'chunked');
      reply.setHeader('Set-Cookie', ['a=1', 'b=2']);
      reply.redirect('/log-in');
      return false;
    });
    const refusal = await expectRefusal(platform, connect(), 302);
    if (!refusal?.headers) return;
    expect(refusal.headers).toMatchObject({ location: '/log-in', 'set-cookie': ['a=1', 'b=2'] });
    expect(refusal.headers['transfer-encoding']).toBeUndefined();
  });

  it('aborts the signal of a guard that reaches the time limit', async () => {
    const aborted = deferred();
    const { connect, hooks } = await start(
      (context) => {
        const { signal } = requestOf(context);
        signal.addEventListener('abort', () => aborted.resolve());
        return new Promise(() => undefined);
      },
      { handshakeTimeout: 100 },
    );
    await expectRefusal(platform, connect(), 503);
    await aborted.arrival('the abortion of the signal');
    expect(hooks).toEqual([]);
  });

  itWhen(disconnects, 'aborts only the signal of a guard whose client disconnects', async () => {
    const asked = deferred();
    const aborted = deferred();
    const signals: AbortSignal[] = [];
    const { connect, hooks } = await start((context) => {
      const { headers, signal } = requestOf(context);
      signals.push(signal);
      if (!headers['x-leaving']) return true;
      signal.addEventListener('abort', () => aborted.resolve());
      asked.resolve();
      return new Promise(() => undefined);
    });
    const staying = await connect();
    const leaving = new AbortController();
    const gone = connect({ headers: { 'X-Leaving': '1' }, signal: leaving.signal }).then(
      (client) => client.left,
      () => undefined,
    );
    await asked.arrival('the call of the guard');
    leaving.abort();
    await gone;
    await aborted.arrival('the abortion of the signal');
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    await expectNoReply(staying);
    expect(hooks).toEqual(['in']);
  });

  itWhen(disconnects, 'counts clients by the address that the HTTP platform determines', async () => {
    const { connect } = await start(() => true, { maxClientsPerAddress: 1 });
    const first = await connect(clientAt('203.0.113.1'));
    await expectRefusal(platform, connect(clientAt('203.0.113.1')), 429, 'Too many clients from this address');
    await expectNoReply(await connect(clientAt('203.0.113.2')));
    await expectNoReply(first);
  });

  const NETWORKS: [string, string, string, string][] = [
    ['the first 64 bits of an IPv6 address', '2001:db8:1:2::1', '2001:DB8:1:2:ffff::2', '2001:db8:1:3::1'],
    ['the IPv4 address in an IPv6 address', '::ffff:203.0.113.1', '203.0.113.1', '::ffff:203.0.113.2'],
  ];
  for (const [what, address, same, other] of NETWORKS) {
    itWhen(disconnects, `counts clients by ${what}`, async () => {
      const { connect } = await start(() => true, { maxClientsPerAddress: 1 });
      const first = await connect(clientAt(address));
      await expectRefusal(platform, connect(clientAt(same)), 429);
      await expectNoReply(await connect(clientAt(other)));
      await expectNoReply(first);
    });
  }

  it('shows gateways the address that the HTTP platform determines, with and without guards', async () => {
    for (const guard of [undefined, () => true]) {
      const port = await gatewayPort(platform);
      class Asked extends MarkerGateway {
        handleConnection() {}
        @SubscribeMessage('where')
        where(@ConnectedClient() { handshake }: GatewayClient) {
          return { event: 'where', data: handshake.address };
        }
      }
      if (guard) UseGuards({ canActivate: guard })(Asked.prototype, 'handleConnection', methodOf(Asked));
      WebSocketGateway(port)(Asked);
      const { connect } = await startTestApp(behindProxy(platform), port, [Asked]);
      const client = await connect(clientAt('2001:db8::7'));
      client.send('where');
      expect(await client.next('where')).toBe('2001:db8::7');
      const direct = await connect();
      direct.send('where');
      expect(await direct.next('where')).toContain('127.0.0.1');
    }
  });

  itWhen(disconnects, 'keeps the address of a client that has disconnected', async () => {
    const port = await gatewayPort(platform);
    const left = deferred<string>();
    @WebSocketGateway(port)
    class Asked extends MarkerGateway {
      @UseGuards({ canActivate: () => true })
      handleConnection() {}
      handleDisconnect(@ConnectedClient() { handshake }: GatewayClient) {
        left.resolve(handshake.address);
      }
    }
    const { connect } = await startTestApp(platform, port, [Asked]);
    const client = await connect();
    await expectNoReply(client);
    await client.leave();
    expect(await left.arrival('handleDisconnect')).toContain('127.0.0.1');
  });

  it('refuses more than maxHandshakesPerSecond of an address with 429 before any other check', async () => {
    let asked = 0;
    const { connect, hooks } = await start(
      () => {
        asked += 1;
        return false;
      },
      { maxHandshakesPerSecond: 5 },
    );
    const attempt = async (address: string) => {
      const failure: unknown = await connect(clientAt(address)).then(endOf, (error: unknown) => error);
      return failure instanceof Refused ? failure.status : 'closed';
    };
    const statuses = await Promise.all(Array.from({ length: 60 }, () => attempt('203.0.113.3')));
    // On a busy machine, the handshakes may be spread over three windows of a second.
    expect(asked).toBeGreaterThanOrEqual(5);
    expect(asked).toBeLessThanOrEqual(15);
    if (statuses[0] !== 'closed') expect(statuses.filter((status) => status === 429)).toHaveLength(60 - asked);
    const before = asked;
    await attempt('203.0.113.4');
    expect(asked).toBe(before + 1);
    expect(hooks).toEqual([]);
  });

  const ORIGINS_UNSET: [string, HandshakeOptions, object, number][] = [
    ['cookies and no origins', {}, { cookies: { secret: 'kept' } }, 1],
    ['cookies and origins', { origins: 'same-origin' }, { cookies: { secret: 'kept' } }, 0],
    ["cookies and origins: '*'", { origins: '*' }, { cookies: { secret: 'kept' } }, 0],
    ['no cookies', {}, {}, 0],
  ];
  it.each(ORIGINS_UNSET)(
    'warns at start-up about gateways that pages of all sites can use: %s',
    async (...[, gateway, options, count]) => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port, gateway)
      class Open extends MarkerGateway {}
      const { logger } = await startTestApp(platform, port, [Open], { options });
      const warnings = logger.warnings.filter((line) => line.includes('PORTICO_WS_ORIGINS'));
      expect(warnings).toHaveLength(count);
      if (count) expect(warnings[0]).toContain('Open');
    },
  );

  itWhen(sharedServer, 'does not start with an invalid rate', async () => {
    await expect(start(() => true, { maxHandshakesPerSecond: 0 })).rejects.toThrow('PORTICO_WS_HANDSHAKE');
    await expect(start(() => true, { maxHandshakesPerSecond: true })).resolves.toBeDefined();
  });
}

/** The platform behind a proxy that sends the address of the client in a header. */
function behindProxy(platform: WebSocketPlatform): WebSocketPlatform {
  return {
    ...platform,
    createHttpAdapter() {
      const adapter = platform.createHttpAdapter();
      adapter.clientAddressOf = ({ headers }) => headers['x-test-client']?.toString();
      return adapter;
    },
  };
}

function methodOf(type: { prototype: object }): PropertyDescriptor {
  // The class declares the method.
  return Object.getOwnPropertyDescriptor(type.prototype, 'handleConnection') as PropertyDescriptor;
}

async function endOf(client: TestClient): Promise<object> {
  await client.left;
  return {};
}
