import { Body, Controller, Get, Post, Signal } from '@portico/common';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { launch } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

/** `@Signal()`, which is aborted when the client disconnects. */
export function describeSignals(platform: HttpPlatform): void {
  it('is aborted when the client disconnects before the reply, and the error is not logged', async () => {
    const reasons: unknown[] = [];
    let entered = 0;
    @Controller()
    class Waits {
      @Get('wait') wait(@Signal() signal: AbortSignal) {
        return this.until(signal);
      }
      @Post('wait') post(@Body() _body: unknown, @Signal() signal: AbortSignal) {
        return this.until(signal);
      }
      private async until(signal: AbortSignal) {
        entered += 1;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        reasons.push(signal.reason);
        throw signal.reason;
      }
    }
    const app = await launch(platform, { controllers: [Waits] });
    for (const request of [
      'GET /wait HTTP/1.1\r\nHost: a\r\n\r\n',
      'POST /wait HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    ]) {
      const count = entered;
      const client = await app.rawSocket();
      client.write(request);
      await eventually(() => expect(entered).toBe(count + 1));
      expect(reasons).toHaveLength(count);
      client.destroy();
      await eventually(() => expect(reasons).toHaveLength(count + 1));
    }
    expect(reasons).toMatchObject([{ name: 'AbortError' }, { name: 'AbortError' }]);
    expect(app.logger.errors).toEqual([]);
  });

  it('is not aborted after the reply has been sent', async () => {
    const signals: AbortSignal[] = [];
    @Controller()
    class Quick {
      @Get() quick(@Signal() signal: AbortSignal) {
        signals.push(signal);
        return 'quick';
      }
    }
    const app = await launch(platform, { controllers: [Quick] });
    const client = await app.rawSocket();
    client.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await client.until(/quick/);
    await app.app.close();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });
}
