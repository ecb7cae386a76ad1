import { once } from 'node:events';
import { createServer } from 'node:net';
import { Controller, Injectable, Module, type OnApplicationShutdown, type Provider, type Type } from '@portico/common';
import { LazyModuleLoader } from '@portico/core';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { portOf } from '../../support/port-of.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { freePort } from '../support/free-port.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** The time limit for closing an application whose client does not reply to the close. */
const CLOSE_MS = 10_000;
/** Less than the time that adapters wait for clients to reply to the close. */
const FORCED_CLOSE_MS = 1_500;

/** Start-up and shutdown: when gateways are bound, and that nothing is left open. */
export function describeLifecycle(platform: WebSocketPlatform): void {
  const { drains, portErrors, sharedServer } = platform.capabilities;

  itWhen(drains, 'closes with connected clients, calls handleDisconnect, and frees the ports', async () => {
    const port = await freePort();
    let left = 0;
    @WebSocketGateway(port)
    class OwnPort extends MarkerGateway {
      handleDisconnect() {
        left += 1;
      }
    }
    @WebSocketGateway(await gatewayPort(platform))
    class Shared extends MarkerGateway {
      handleDisconnect() {
        left += 1;
      }
    }
    const testApp = await startTestApp(platform, port, [OwnPort, Shared]);
    const clients = [await testApp.connect(), await testApp.connect(), await testApp.connect({ port: testApp.port })];
    for (const client of clients) await expectNoReply(client);
    await testApp.app.close();
    expect(left).toBe(3);
    await Promise.all(clients.map((client) => client.left));
    for (const freed of [port, testApp.port]) await listenOnce(freed);
  });

  itWhen(drains, 'waits for a slow handleDisconnect before onApplicationShutdown', async () => {
    const port = await gatewayPort(platform);
    const slow = deferred();
    const called = deferred();
    const order: string[] = [];
    @WebSocketGateway(port)
    class Slow extends MarkerGateway {
      async handleDisconnect() {
        called.resolve();
        await slow.promise;
        order.push('handleDisconnect');
      }
    }
    @Injectable()
    class Last implements OnApplicationShutdown {
      onApplicationShutdown() {
        order.push('onApplicationShutdown');
      }
    }
    const testApp = await startTestApp(platform, port, [Slow, Last]);
    const client = await testApp.connect();
    await expectNoReply(client);
    const closing = testApp.app.close();
    await called.arrival('the call of handleDisconnect()');
    await client.left;
    await eventually(() => expect(testApp.connect()).rejects.toThrow());
    expect(order).toEqual([]);
    slow.resolve();
    await closing;
    expect(order).toEqual(['handleDisconnect', 'onApplicationShutdown']);
  });

  itWhen(drains, 'closes while handleConnection runs', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const order: string[] = [];
    @WebSocketGateway(port)
    class Slow {
      async handleConnection() {
        await ready.promise;
        order.push('in');
      }
      handleDisconnect() {
        order.push('out');
      }
    }
    const testApp = await startTestApp(platform, port, [Slow]);
    const client = await testApp.connect();
    const closing = testApp.app.close();
    await client.left;
    ready.resolve();
    await closing;
    expect(order).toEqual(['in', 'out']);
  });

  itWhen(
    drains,
    'closes although a client ignores the close, calls handleDisconnect, and frees the port',
    async ({ skip }) => {
      const port = await freePort();
      let left = 0;
      @WebSocketGateway(port)
      class Deserted extends MarkerGateway {
        handleDisconnect() {
          left += 1;
        }
      }
      const testApp = await startTestApp(platform, port, [Deserted]);
      const [frozen, other] = [await testApp.connect(), await testApp.connect()];
      for (const client of [frozen, other]) await expectNoReply(client);
      if (!frozen.freeze) return skip('the client of the platform has no freeze()');
      frozen.freeze();
      const closed = testApp.app.close();
      await other.left;
      await expect(within(CLOSE_MS, closed)).resolves.toBe('settled');
      expect(left).toBe(2);
      await listenOnce(port);
    },
  );

  itWhen(
    drains,
    'disconnects a client that ignores the close immediately with forceCloseConnections',
    async ({ skip }) => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port)
      class Deserted extends MarkerGateway {}
      const testApp = await startTestApp(platform, port, [Deserted], { options: { forceCloseConnections: true } });
      const frozen = await testApp.connect();
      await expectNoReply(frozen);
      if (!frozen.freeze) return skip('the client of the platform has no freeze()');
      frozen.freeze();
      await expect(within(FORCED_CLOSE_MS, testApp.app.close())).resolves.toBe('settled');
    },
  );

  it('binds gateways before onModuleInit, and serves again after a restart', async () => {
    const port = await gatewayPort(platform);
    const order: string[] = [];
    @WebSocketGateway(port)
    class Restarted {
      afterInit() {
        order.push('afterInit');
      }
      onModuleInit() {
        order.push('onModuleInit');
      }
      onApplicationBootstrap() {
        order.push('onApplicationBootstrap');
      }
      @SubscribeMessage('events')
      events() {
        return { event: 'served', data: true };
      }
    }
    for (let round = 0; round < 3; round += 1) {
      const testApp = await startTestApp(platform, port, [Restarted]);
      const client = await testApp.connect();
      client.send('events');
      expect(await client.next('served')).toBe(true);
      await client.leave();
      await testApp.app.close();
      expect(order.splice(0)).toEqual(['afterInit', 'onModuleInit', 'onApplicationBootstrap']);
    }
  });

  it('warns about gateways that are never started, or listed in the wrong place', async () => {
    class Base extends MarkerGateway {}
    const gateway = (name: string, port?: number) => {
      class Plain extends Base {}
      Object.defineProperty(Plain, 'name', { value: name });
      WebSocketGateway(port)(Plain);
      return Plain;
    };
    const [Value, Made, Late, Aliased] = ['Value', 'Made', 'Late', 'Aliased'].map((name) => gateway(name));
    const port = await gatewayPort(platform);
    WebSocketGateway(port)(Aliased!);
    class LateModule {}
    Module({ providers: [Late!] })(LateModule);
    const NoPort = gateway('NoPort', Number.NaN);
    const Listed = gateway('Listed');
    Controller()(Listed);
    class Forgotten extends Base {}
    class ListingModule {}
    // The types of the test do not include its constructor.
    Module({ controllers: [Listed as Type] })(ListingModule);
    const providers: Provider[] = [
      { provide: Value!, useValue: new Value!() },
      { provide: 'made', useFactory: () => new Made!() },
      { provide: 'alias', useExisting: Aliased! },
      { provide: 'same', useFactory: (same: unknown) => same, inject: [Aliased!] },
      Aliased!,
      ...(sharedServer === true ? [NoPort] : []),
      Forgotten,
      { provide: 'again', useClass: Forgotten },
    ];
    const testApp = await startTestApp(platform, port, providers, { imports: [ListingModule] });
    await testApp.app.get(LazyModuleLoader).load(() => LateModule);
    const named = (code: string) => testApp.logger.warnings.filter((line) => line.includes(code)).map(nameIn);
    expect(named('PORTICO_UNSERVED_PROVIDER')).toEqual(['Listed', 'Value', 'Made', 'Forgotten', 'Late']);
    expect(named('PORTICO_WS_PORT')).toEqual(sharedServer === true ? ['NoPort'] : []);
    const client = await testApp.connect();
    client.send('marker');
    expect(await client.next('marker')).toBe(true);
  });

  it('refuses a gateway that is listed as a controller', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Listed extends MarkerGateway {}
    class ListingModule {}
    Module({ controllers: [Listed] })(ListingModule);
    await expect(startTestApp(platform, port, [], { imports: [ListingModule] })).rejects.toMatchObject({
      code: 'PORTICO_UNDECORATED_CONTROLLER',
    });
  });

  itWhen(portErrors, 'fails to start on a port that is in use, and can be closed', async () => {
    const blocker = createServer().listen(0);
    await once(blocker, 'listening');
    const port = portOf(blocker);
    @WebSocketGateway(port)
    class Unlucky {}
    await expect(startTestApp(platform, port, [Unlucky])).rejects.toMatchObject({ code: 'PORTICO_WS_PORT' });
    blocker.close();
    await once(blocker, 'close');
  });
}

/** Returns the first class that a warning names. */
function nameIn(warning: string): string | undefined {
  return /^PORTICO_\w+: (\w+)/.exec(warning)?.[1];
}

async function within(ms: number, promise: Promise<unknown>): Promise<'settled' | 'still waiting'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'still waiting'>((resolve) => {
    timer = setTimeout(resolve, ms, 'still waiting');
  });
  const outcome = await Promise.race([promise.then(() => 'settled' as const), late]);
  clearTimeout(timer);
  return outcome;
}

async function listenOnce(port: number): Promise<void> {
  const server = createServer().listen(port);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
