import { once } from 'node:events';
import { createServer } from 'node:net';
import { type DiscardedMessage, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { interval, map } from 'rxjs';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { freePort } from '../support/free-port.js';
import { onDiscarded } from '../support/on-discarded.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

const CLIENTS = 20;

/** What happens to running messages when the application closes. */
export function describeShutdown(platform: WebSocketPlatform): void {
  const { drains, discardedMessages } = platform.capabilities;

  itWhen(drains, 'replies to all running messages, and then disconnects their clients', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const order: string[] = [];
    let running = 0;
    @WebSocketGateway(port)
    class Work {
      @SubscribeMessage('work')
      async work(@MessageBody() data: number) {
        running += 1;
        await ready.promise;
        return { event: 'done', data };
      }
      async handleDisconnect() {
        await new Promise((resolve) => setImmediate(resolve));
        order.push('left');
      }
      onModuleDestroy() {
        order.push('destroy');
      }
      onApplicationShutdown() {
        order.push('shutdown');
      }
    }
    const testApp = await startTestApp(platform, port, [Work]);
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => testApp.connect()));
    for (const [number, client] of clients.entries()) client.send('work', number);
    await eventually(() => expect(running).toBe(CLIENTS));
    const closing = testApp.app.close();
    await eventually(() => expect(order).toEqual(['destroy']));
    ready.resolve();
    for (const [number, client] of clients.entries()) expect(await client.next('done')).toBe(number);
    await Promise.all(clients.map((client) => client.left));
    await closing;
    expect(order).toEqual(['destroy', ...new Array(CLIENTS).fill('left'), 'shutdown']);
  });

  itWhen(drains, 'waits for clients and the port if an overridden close() of the adapter returns nothing', async () => {
    const port = await freePort();
    @WebSocketGateway(port)
    class Plain extends MarkerGateway {}
    const testApp = await startTestApp(platform, port, [Plain], {
      configure(_app, adapter) {
        const close = adapter.close.bind(adapter);
        adapter.close = (server) => void close(server);
      },
    });
    const client = await testApp.connect();
    await expectNoReply(client);
    await testApp.app.close();
    await client.left;
    await eventually(async () => {
      const next = createServer().listen(port);
      await once(next, 'listening');
      next.close();
      await once(next, 'close');
    });
  });

  it('waits only for a limited time for dispose() of the adapter', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Plain extends MarkerGateway {}
    const { app, logger } = await startTestApp(platform, port, [Plain], {
      options: { gracefulShutdown: { timeoutMs: 0 } },
      configure(_app, adapter) {
        Object.assign(adapter, { dispose: () => new Promise(() => undefined) });
      },
    });
    await app.close();
    expect(logger.warnings.filter((line) => line.includes('PORTICO_WS_CLOSE'))).toEqual([
      expect.stringMatching(/: dispose\(\) of \w+ has not completed after 1 s/),
    ]);
  });

  itWhen(drains, 'disconnects clients without a running message immediately', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const started = deferred();
    @WebSocketGateway(port)
    class Work extends MarkerGateway {
      @SubscribeMessage('work')
      async work() {
        started.resolve();
        await ready.promise;
        return { event: 'done', data: 1 };
      }
    }
    const testApp = await startTestApp(platform, port, [Work]);
    const [busy, idle] = [await testApp.connect(), await testApp.connect()];
    await expectNoReply(idle);
    busy.send('work');
    await started.arrival('the call of the handler');
    const closing = testApp.app.close();
    await idle.left;
    ready.resolve();
    expect(await busy.next('done')).toBe(1);
    await closing;
  });

  itWhen(drains, 'refuses new clients and new messages as soon as closing begins', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const started = deferred();
    const destroying = deferred();
    const handled: unknown[] = [];
    let connections = 0;
    @WebSocketGateway(port)
    class Work {
      handleConnection() {
        connections += 1;
      }
      @SubscribeMessage('work')
      async work(@MessageBody() data: unknown) {
        handled.push(data);
        started.resolve();
        await ready.promise;
      }
      onModuleDestroy() {
        return destroying.promise;
      }
    }
    const testApp = await startTestApp(platform, port, [Work]);
    const discarded: DiscardedMessage[] = [];
    if (discardedMessages === true) {
      onDiscarded(testApp.adapter, (message) => discarded.push(message));
    }
    const client = await testApp.connect();
    client.send('work', 1);
    await started.arrival('the call of the handler');
    const closing = testApp.app.close();
    client.send('work', 2);
    await expect(testApp.connect()).rejects.toThrow();
    if (discardedMessages === true) {
      await eventually(() => expect(discarded).toEqual([{ reason: 'closing', event: 'work', data: 2 }]));
    }
    destroying.resolve();
    ready.resolve();
    await closing;
    expect(handled).toEqual([1]);
    expect(connections).toBe(1);
  });

  itWhen(drains, 'refuses a client that its adapter reports after closing has begun', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const started = deferred();
    const hooks: string[] = [];
    const late: (() => void)[] = [];
    @WebSocketGateway(port)
    class Work {
      handleConnection() {
        hooks.push('in');
      }
      handleDisconnect() {
        hooks.push('out');
      }
      @SubscribeMessage('work')
      async work() {
        started.resolve();
        await ready.promise;
        return { event: 'done', data: 1 };
      }
      onModuleDestroy() {
        hooks.push('destroy');
      }
    }
    const testApp = await startTestApp(platform, port, [Work], {
      configure(_app, adapter) {
        const bind = adapter.bindClientConnect.bind(adapter);
        let count = 0;
        adapter.bindClientConnect = (server: object, callback: Function) =>
          bind(server, (...args: unknown[]) => {
            count += 1;
            if (count === 1) callback(...args);
            else late.push(() => callback(...args));
          });
      },
    });
    const client = await testApp.connect();
    client.send('work', 1);
    await started.arrival('the call of the handler');
    const second = await testApp.connect();
    await eventually(() => expect(late).toHaveLength(1));
    const closing = testApp.app.close();
    await eventually(() => expect(hooks).toEqual(['in', 'destroy']));
    for (const report of late) report();
    await second.left;
    ready.resolve();
    expect(await client.next('done')).toBe(1);
    await closing;
    expect(hooks).toEqual(['in', 'destroy', 'out']);
  });

  itWhen(drains, 'ends streams when the messages of their client have completed', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const started = deferred();
    @WebSocketGateway(port)
    class Work {
      @SubscribeMessage('ticks')
      ticks() {
        return interval(1).pipe(map((data) => ({ event: 'tick', data })));
      }
      @SubscribeMessage('work')
      async work() {
        started.resolve();
        await ready.promise;
        return { event: 'done', data: 1 };
      }
    }
    const testApp = await startTestApp(platform, port, [Work]);
    const client = await testApp.connect();
    client.send('ticks');
    client.send('work');
    await client.next('tick');
    await started.arrival('the call of the handler');
    const closing = testApp.app.close();
    await client.next('tick');
    ready.resolve();
    expect(await client.next('done')).toBe(1);
    await closing;
    await client.left;
  });

  itWhen(drains, 'stops messages at the deadline, and logs their number in one line', async () => {
    const port = await gatewayPort(platform);
    let running = 0;
    let left = 0;
    @WebSocketGateway(port)
    class Endless {
      @SubscribeMessage('work')
      work() {
        running += 1;
        return new Promise(() => undefined);
      }
      handleDisconnect() {
        left += 1;
      }
    }
    const testApp = await startTestApp(platform, port, [Endless], {
      options: { gracefulShutdown: { timeoutMs: 100 } },
    });
    const clients = [await testApp.connect(), await testApp.connect()];
    for (const client of clients) client.send('work');
    await eventually(() => expect(running).toBe(2));
    await testApp.app.close();
    await Promise.all(clients.map((client) => client.left));
    expect(left).toBe(2);
    const lines = testApp.logger.warnings.filter((line) => String(line).includes('PORTICO_SHUTDOWN_DEADLINE'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('2 WebSocket messages');
  });

  it('closes immediately with forceCloseConnections, even with running messages', async () => {
    const port = await gatewayPort(platform);
    const started = deferred();
    @WebSocketGateway(port)
    class Endless {
      @SubscribeMessage('work')
      work() {
        started.resolve();
        return new Promise(() => undefined);
      }
    }
    const testApp = await startTestApp(platform, port, [Endless], { options: { forceCloseConnections: true } });
    const client = await testApp.connect();
    client.send('work');
    await started.arrival('the call of the handler');
    await testApp.app.close();
    if (drains === true) await client.left;
  });
}
