import {
  ConnectedClient,
  ConnectedSocket,
  disconnectAt,
  type GatewayClient,
  type HandshakeOptions,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp, type TestApp } from '../support/test-app.js';

const GOOD = 'https://good.example';
const BAD = 'https://bad.example';

/** Which clients are accepted, depending on their origin and their number. */
export function describeHandshakes(platform: WebSocketPlatform): void {
  const { disconnects } = platform.capabilities;

  /** Starts a gateway with the options, and records the names of its hooks that are called. */
  async function start(options: HandshakeOptions): Promise<TestApp & { hooks: string[] }> {
    const port = await gatewayPort(platform);
    const hooks: string[] = [];
    @WebSocketGateway(port, options)
    class Guarded extends MarkerGateway {
      handleConnection() {
        hooks.push('in');
      }
      handleDisconnect() {
        hooks.push('out');
      }
    }
    return Object.assign(await startTestApp(platform, port, [Guarded]), { hooks });
  }

  const from = (origin: string) => ({ headers: { Origin: origin } });

  const allowed: [string, HandshakeOptions['origins'], string, string][] = [
    ['a text', GOOD, GOOD, BAD],
    ['a text with a slash at its end', `${GOOD}/`, GOOD, `${GOOD}.evil.example`],
    ['a text with the default port', `${GOOD}:443`, GOOD, `${GOOD}:444`],
    ['one of several', [BAD.replace('bad', 'other'), GOOD], GOOD, BAD],
    ['the scheme too', GOOD, GOOD, GOOD.replace('https', 'http')],
    ['a RegExp with a state', /^https:\/\/(\w+\.)?good\.example$/g, 'https://www.good.example', BAD],
    ['a function', (origin) => origin === GOOD, GOOD, BAD],
    ['an asynchronous function', async (origin) => origin === GOOD, GOOD, BAD],
    ['an asynchronous function before a text', [async () => false, GOOD], GOOD, BAD],
    ['a text, for a page without an origin', GOOD, GOOD, 'null'],
  ];
  for (const [how, origins, good, bad] of allowed) {
    it(`refuses pages of other origins with 403: ${how}`, async () => {
      const { connect, hooks } = await start({ origins });
      for (let round = 0; round < 2; round += 1) {
        await expectRefusal(platform, connect(from(bad)), 403, 'Origin not allowed');
        expect(hooks).toEqual([]);
      }
      await expectNoReply(await connect(from(good)));
      await expectNoReply(await connect(from(good)));
      expect(hooks).toEqual(['in', 'in']);
    });
  }

  it("refuses pages of other sites with 403: 'same-origin'", async () => {
    const { connect, port } = await start({ origins: 'same-origin' });
    await expectRefusal(platform, connect(from(GOOD)), 403, 'Origin not allowed');
    await expectRefusal(platform, connect(from('null')), 403);
    await expectRefusal(platform, connect({ headers: { 'Sec-Fetch-Site': 'cross-site' } }), 403);
    const host = 'chat.example';
    for (const sent of [host, `${host}:443`])
      await expectNoReply(await connect({ headers: { Origin: `https://${host}`, Host: sent } }));
    await expectRefusal(platform, connect({ headers: { Origin: `https://${host}:${port}`, Host: host } }), 403);
    await expectNoReply(await connect());
  });

  it('accepts clients that send no origin, unless a function refuses them', async () => {
    const list = await start({ origins: [GOOD] });
    await expectNoReply(await list.connect());
    const strict = await start({ origins: (origin) => origin !== undefined });
    await expectRefusal(platform, strict.connect(), 403);
    await expectNoReply(await strict.connect(from(BAD)));
  });

  for (const [how, fail] of [
    [
      'throws',
      () => {
        throw new Error('no list');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no list'))],
  ] as const) {
    it(`refuses one client with 500 when the function of origins ${how}`, async () => {
      const { connect, hooks, logger } = await start({ origins: (origin) => origin === GOOD || fail() });
      await expectRefusal(platform, connect(from(BAD)), 500, 'Internal server error');
      await expectNoReply(await connect(from(GOOD)));
      expect(hooks).toEqual(['in']);
      expect(logger.errors.join()).toContain('no list');
    });
  }

  it('refuses a client with 503 if its check takes longer than handshakeTimeout', async () => {
    const hanging = deferred();
    const { connect, hooks } = await start({
      origins: (origin) => (origin === BAD ? hanging.promise.then(() => true) : true),
      handshakeTimeout: 100,
    });
    const slow = connect(from(BAD));
    const refused = expectRefusal(platform, slow, 503, 'The handshake took too long');
    await expectNoReply(await connect(from(GOOD)));
    await refused;
    hanging.resolve();
    await expectNoReply(await connect(from(GOOD)));
    expect(hooks).toEqual(['in', 'in']);
  });

  itWhen(
    disconnects,
    'refuses more than maxClients with 503, and accepts again when one has disconnected',
    async () => {
      const { connect, hooks } = await start({ maxClients: 2 });
      const [first, second] = [await connect(), await connect()];
      for (let round = 0; round < 3; round += 1) {
        const refusal = await expectRefusal(platform, connect(), 503, 'Too many clients');
        if (refusal?.headers) expect(refusal.headers['retry-after']).toMatch(/^\d+$/);
      }
      expect(hooks).toEqual(['in', 'in']);
      await first.leave();
      await eventually(() => expect(hooks).toEqual(['in', 'in', 'out']));
      await expectNoReply(await connect());
      await expectNoReply(second);
      await expectRefusal(platform, connect(), 503);
    },
  );

  itWhen(disconnects, 'refuses more than maxClientsPerAddress with 429', async () => {
    const { connect, hooks } = await start({ maxClients: 10, maxClientsPerAddress: 1 });
    const first = await connect();
    const refusal = await expectRefusal(platform, connect(), 429, 'Too many clients from this address');
    if (refusal?.headers) expect(refusal.headers['retry-after']).toMatch(/^\d+$/);
    await first.leave();
    await eventually(() => expect(hooks).toEqual(['in', 'out']));
    await expectNoReply(await connect());
  });

  itWhen(disconnects, 'does not count refused clients, and those that disconnect during the handshake', async () => {
    const asked = deferred();
    const hanging = deferred();
    const { connect, hooks, logger } = await start({
      origins: (origin) => {
        if (origin !== BAD) return origin === GOOD;
        asked.resolve();
        return hanging.promise.then(() => true);
      },
      maxClients: 1,
    });
    for (let round = 0; round < 3; round += 1) await expectRefusal(platform, connect(from('null')), 403);
    const leaving = new AbortController();
    const gone = connect({ ...from(BAD), signal: leaving.signal }).then(
      (client) => client.left,
      () => undefined,
    );
    await asked.arrival('the check of the client');
    leaving.abort();
    await gone;
    const next = await connect(from(GOOD));
    hanging.resolve();
    await expectNoReply(next);
    expect(hooks).toEqual(['in']);
    expect(logger.errors).toEqual([]);
  });

  it('refuses many simultaneous handshakes of other origins, and accepts an honest client meanwhile', async () => {
    const { connect, hooks } = await start({ origins: async (origin) => origin === GOOD });
    const lying = Array.from({ length: 100 }, () => expectRefusal(platform, connect(from(BAD)), 403));
    await expectNoReply(await connect(from(GOOD)));
    await Promise.all(lying);
    expect(hooks).toEqual(['in']);
  });

  it('refuses clients whose handshake is being checked when the application closes', async () => {
    const asked = deferred();
    const { app, connect, hooks } = await start({
      origins: () => {
        asked.resolve();
        return new Promise<boolean>(() => undefined);
      },
    });
    const refused = connect().then(
      (client) => client.left,
      () => undefined,
    );
    await asked.arrival('the check of the client');
    await app.close();
    await refused;
    expect(hooks).toEqual([]);
  });

  it.each([
    { origins: 'good.example' },
    { origins: [GOOD, 'https://good.example/page'] },
    { maxClients: 0 },
    { maxClientsPerAddress: 1.5 },
    { maxClients: 1, handshakeTimeout: -1 },
  ])('does not start with %j', async (options) => {
    await expect(start(options)).rejects.toThrow('PORTICO_WS_HANDSHAKE');
  });

  for (const [kind, isPortable] of [
    ['socket', false],
    ['GatewayClient', true],
  ] as const) {
    itWhen(disconnects, `disconnects a client at a date, given its ${kind}`, async () => {
      const port = await gatewayPort(platform);
      const left = deferred<unknown>();
      @WebSocketGateway(port)
      class Expiring extends MarkerGateway {
        handleConnection(@ConnectedSocket() socket: object, @ConnectedClient() client: GatewayClient) {
          disconnectAt(isPortable ? client : socket, Date.now() + 300);
        }
        handleDisconnect(_client: object, reason: unknown) {
          left.resolve(reason);
        }
      }
      const { connect } = await startTestApp(platform, port, [Expiring]);
      const client = await connect();
      await expectNoReply(client);
      await client.left;
      const { closeCode } = client;
      if (closeCode !== undefined) expect([closeCode, await left.promise]).toEqual([4401, 4401]);
      else expect(await left.promise).toBe('server namespace disconnect');
    });
  }

  it('uses the first of two values if gateways share a server, and warns', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, { origins: GOOD })
    class First extends MarkerGateway {}
    @WebSocketGateway(port, { origins: BAD })
    class Second {}
    const { connect, logger } = await startTestApp(platform, port, [First, Second]);
    expect(logger.warnings.filter((line) => line.includes('Second and First'))).toHaveLength(1);
    await expectNoReply(await connect(from(GOOD)));
    await expectRefusal(platform, connect(from(BAD)), 403);
  });

  itWhen(
    disconnects === true ? 'the adapter has bindClientDisconnect()' : true,
    'does not start with a limit of clients if it cannot count them',
    async () => {
      await expect(start({ maxClients: 5 })).rejects.toThrow('PORTICO_WS_HANDSHAKE');
    },
  );
}
