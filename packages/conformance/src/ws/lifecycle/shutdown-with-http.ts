import { Controller, Get, Module } from '@portico/common';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp, type TestApp } from '../support/test-app.js';

const DEADLINE_MS = 1_500;

/** HTTP requests and messages that are running when the application closes. */
export function describeShutdownWithHttp(platform: WebSocketPlatform): void {
  const { drains } = platform.capabilities;

  async function start(work: () => unknown, timeoutMs: number): Promise<TestApp> {
    const port = await gatewayPort(platform);
    @Controller()
    class WorkController {
      @Get('work') work() {
        return work();
      }
    }
    @Module({ controllers: [WorkController] })
    class HttpModule {}
    @WebSocketGateway(port)
    class WorkGateway {
      @SubscribeMessage('work')
      async work() {
        return { event: 'done', data: await work() };
      }
    }
    return startTestApp(platform, port, [WorkGateway], {
      imports: [HttpModule],
      options: { gracefulShutdown: { timeoutMs } },
    });
  }

  itWhen(drains, 'replies to both before it closes', async () => {
    const release = deferred();
    let running = 0;
    const testApp = await start(async () => {
      running += 1;
      await release.promise;
      return 'done';
    }, 10_000);
    const client = await testApp.connect();
    client.send('work');
    const reply = fetch(`http://127.0.0.1:${testApp.port}/work`).then((response) => response.text());
    await eventually(() => expect(running).toBe(2));
    let isClosed = false;
    const closing = testApp.app.close().then(() => {
      isClosed = true;
    });
    await eventually(() => expect(testApp.app.getHttpServer().listening).toBe(false));
    expect(isClosed).toBe(false);
    release.resolve();
    expect(await client.next('done')).toBe('done');
    expect(await reply).toBe('done');
    await closing;
    await client.left;
    expect(testApp.logger.warnings).toEqual([]);
  });

  itWhen(drains, 'stops both at one deadline, and logs their numbers in one line', async () => {
    let running = 0;
    const testApp = await start(() => {
      running += 1;
      return new Promise(() => undefined);
    }, DEADLINE_MS);
    const client = await testApp.connect();
    client.send('work');
    const reply = fetch(`http://127.0.0.1:${testApp.port}/work`).then(
      () => 'a reply',
      () => 'cut off',
    );
    await eventually(() => expect(running).toBe(2));
    const began = performance.now();
    await testApp.app.close();
    const took = performance.now() - began;
    await client.left;
    expect(await reply).toBe('cut off');
    // Both have the same deadline. Timers may fire a millisecond early.
    expect(took).toBeGreaterThanOrEqual(DEADLINE_MS - 10);
    expect(took).toBeLessThan(2 * DEADLINE_MS);
    const lines = testApp.logger.warnings.filter((line) => line.includes('PORTICO_SHUTDOWN_DEADLINE'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('1 WebSocket message');
    expect(lines[0]).toContain('1 HTTP request');
  });
}
