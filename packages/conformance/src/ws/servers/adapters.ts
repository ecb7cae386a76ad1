import { once } from 'node:events';
import { connect } from 'node:net';
import { type CanActivate, Injectable } from '@portico/common';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
} from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { RawSocket } from '../../support/raw-socket.js';
import { itWhen } from '../../support/test-when.js';
import type { TestClient } from '../support/client.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { freePort } from '../support/free-port.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { startTwoAdapters } from '../support/start-two-adapters.js';
import { UPGRADE_HEADERS } from '../support/upgrade-headers.js';

/** Several adapters in one application, and which gateway uses which of them. */
export function describeAdapters(platform: WebSocketPlatform): void {
  const { paths, sharedServer, drains, portErrors } = platform.capabilities;
  const oneServer = paths === true ? sharedServer : paths;

  class Named extends MarkerGateway {
    @SubscribeMessage('who')
    who() {
      return { event: 'who', data: this.constructor.name };
    }
  }
  const gateways = () => [class Main extends Named {}, class Other extends Named {}] as const;

  async function expectName(client: TestClient, name: string): Promise<void> {
    client.send('who');
    expect(await client.next('who')).toBe(name);
    await expectNoReply(client);
  }

  it('connects clients to gateways of two adapters on two ports', async () => {
    const { connectMain, connectOther, logger } = await startTwoAdapters(platform, ...gateways());
    await expectName(await connectMain(), 'Main');
    await expectName(await connectOther(), 'Other');
    expect(logger.logs).toContainEqual(expect.stringMatching(/^\w+ serves Main .*on port \d+$/));
    expect(logger.logs).toContainEqual(expect.stringMatching(/^\w+ "other" serves Other .*on port \d+$/));
  });

  for (const [where, capability, findPort] of [
    ['the server of the application', oneServer, async () => 0],
    ['a dedicated port', paths, freePort],
  ] as const) {
    itWhen(capability, `connects clients to gateways of two adapters on ${where}`, async () => {
      const port = await findPort();
      const { connectMain, connectOther, otherPort } = await startTwoAdapters(platform, ...gateways(), {
        ports: [port, port],
      });
      for (let round = 0; round < 2; round += 1) {
        const clients = await Promise.all([connectMain(), connectOther()]);
        await expectName(clients[0], 'Main');
        await expectName(clients[1], 'Other');
        await clients[round]?.leave();
      }
      const socket = await RawSocket.open(otherPort);
      onTestFinished(() => socket.destroy());
      socket.write(`GET /none/ HTTP/1.1\r\n${UPGRADE_HEADERS}\r\n\r\n`);
      await socket.until(/^HTTP\/1\.1 404/);
    });
  }

  itWhen(
    platform.beside ? oneServer : 'both adapters have the same default path',
    'serves two adapters at their default paths, or does not start if these are equal',
    async () => {
      const starting = startTwoAdapters(platform, ...gateways(), { ports: [0, 0], paths: [undefined, undefined] });
      const { connectMain, connectOther } = await starting.catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'PORTICO_WS_PATH' });
        return { connectMain: undefined, connectOther: undefined };
      });
      if (!connectMain) return;
      await expectName(await connectMain(), 'Main');
      await expectName(await connectOther(), 'Other');
    },
  );

  itWhen(oneServer, 'does not start with gateways of two adapters at the same path', async () => {
    const starting = startTwoAdapters(platform, ...gateways(), { ports: [0, 0], paths: ['/same/', 'same'] });
    await expect(starting).rejects.toMatchObject({
      code: 'PORTICO_WS_PATH',
      message: expect.stringMatching(/Main on \w+ and Other on \w+ "other" .*\/same/),
    });
  });

  it('does not start with a gateway whose adapter has not been added', async () => {
    const starting = startTwoAdapters(platform, ...gateways(), { name: 'another' });
    await expect(starting).rejects.toMatchObject({
      code: 'PORTICO_WS_ADAPTER',
      message: expect.stringContaining('Other sets the adapter "other", but'),
    });
  });

  it('warns at start-up about an adapter whose name no gateway uses', async () => {
    const { logger } = await startTwoAdapters(platform, ...gateways(), {
      configure: (app) => app.useWebSocketAdapter(platform.createAdapter(app), { name: 'idle' }),
    });
    const warnings = logger.warnings.filter((each) => each.includes('PORTICO_WS_UNUSED_ADAPTER'));
    expect(warnings).toEqual([expect.stringContaining('The adapter "idle" serves nothing')]);
  });

  it('applies the setting inheritAppConfig of the adapter of each gateway', async () => {
    const guard: CanActivate = { canActivate: () => false };
    const { connectMain, connectOther } = await startTwoAdapters(platform, ...gateways(), {
      configure(app, adapter) {
        app.useGlobalGuards(guard);
        app.useWebSocketAdapter(adapter, { inheritAppConfig: false });
      },
    });
    await expectName(await connectMain(), 'Main');
    const refused = await connectOther();
    refused.send('who');
    expect(await refused.next('exception')).toMatchObject({ message: 'Forbidden resource' });
  });

  itWhen(portErrors, 'opens no port before afterInit of the gateways of both adapters', async () => {
    const [Main, Other] = gateways();
    const port = await freePort();
    const seen: unknown[] = [];
    class Slow extends Main {
      async afterInit() {
        seen.push(await probe(port));
      }
    }
    await startTwoAdapters(platform, Slow, Other, { ports: [await freePort(), port] });
    expect(seen).toEqual(['ECONNREFUSED']);
    expect(await probe(port)).toBe('open');
  });

  it('combines the clients of gateways on two adapters', async () => {
    class Joining extends Named {
      @SubscribeMessage('join')
      async join(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
        client.data = { is: this.constructor.name };
        await client.join(room);
        return { event: 'joined', data: client.id };
      }
    }
    class Main extends Joining {}
    class Other extends Joining {}
    @Injectable()
    class Everybody {
      constructor(@GatewayClients([Main, () => Other, Main]) readonly clients: GatewayClients<{ is: string }>) {}
    }
    const { app, connectMain, connectOther } = await startTwoAdapters(platform, Main, Other, {
      providers: [Everybody],
    });
    const { clients } = app.get(Everybody);
    const [main, other] = [await connectMain(), await connectOther()];
    const changes: string[] = [];
    const watch = clients.in('red').watch();
    const watching = watch.subscribe(({ type, clients: there }) => changes.push(`${type} ${there.length}`));
    onTestFinished(() => watching.unsubscribe());
    await eventually(() => expect(changes).toEqual(['here 0']));
    main.send('join', 'red');
    await main.next('joined');
    other.send('join', 'red');
    // Messages of test clients are untyped.
    const id = (await other.next('joined')) as string;
    await eventually(() => expect(changes).toEqual(['here 0', 'joined 1', 'joined 2']));
    clients.to('red').emit('one', 1);
    clients.except(id).emit('two', 2);
    clients.local.emit('three', 3);
    for (const client of [main, other]) expect([await client.next('one'), await client.next('three')]).toEqual([1, 3]);
    await main.next('two');
    clients.volatile.emit('four', 4);
    for (const client of [main, other]) expect(await client.next('four')).toBe(4);
    expect(other.rest).toEqual([]);
    const fetched = await clients.timeout(1_000).in('red').fetch();
    expect(fetched.map(({ data }) => data.is)).toEqual(['Main', 'Other']);
    await clients.in('red').join('blue');
    await clients.in('red').leave('red');
    expect(await clients.in('red').fetch()).toEqual([]);
    await clients.in('blue').disconnect();
    await Promise.all([main.left, other.left]);
  });

  itWhen(
    oneServer === true ? drains : oneServer,
    'completes the messages of both adapters when the application closes, and accepts no more clients',
    async () => {
      const begun = { Main: deferred(), Other: deferred() };
      const finish = deferred();
      const left: string[] = [];
      class Working extends Named {
        @SubscribeMessage('work')
        async work() {
          // The names of the classes are the keys.
          begun[this.constructor.name as keyof typeof begun].resolve();
          await finish.promise;
          return { event: 'done', data: this.constructor.name };
        }
        handleDisconnect() {
          left.push(this.constructor.name);
        }
      }
      class Main extends Working {}
      class Other extends Working {}
      const { app, connectMain, connectOther } = await startTwoAdapters(platform, Main, Other, { ports: [0, 0] });
      const clients = [await connectMain(), await connectOther()];
      for (const client of clients) client.send('work');
      for (const [name, { arrival }] of Object.entries(begun)) await arrival(`the message of ${name}`);
      const closed = app.close();
      for (const connectLate of [connectMain, connectOther])
        await eventually(() => expect(connectLate()).rejects.toThrow());
      finish.resolve();
      expect(await Promise.all(clients.map((client) => client.next('done')))).toEqual(['Main', 'Other']);
      await closed;
      await Promise.all(clients.map((client) => client.left));
      expect(left.sort()).toEqual(['Main', 'Other']);
    },
  );
}

/** Returns `open`, or the reason why a connection to a port fails. */
async function probe(port: number): Promise<unknown> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return 'open';
  } catch (error) {
    // Any thrown value: only the property is read.
    return (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
  }
}
