import { Controller, Get, type MessageEvent, Post, Sse } from '@portico/common';
import { concat, NEVER, type Observable, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { launch, type Running } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

const GET_QUICK = 'GET /quick HTTP/1.1\r\nHost: a\r\n\r\n';
const GET_SLOW = 'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n';
const HALF_SENT =
  'POST /quick HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":';

/** Creates a controller whose slow handler completes when the test calls a function. */
function gate() {
  const released = deferred();
  const entered = deferred();

  @Controller()
  class GateController {
    @Get('quick') quick() {
      return 'quick';
    }
    @Post('quick') post() {
      return 'posted';
    }
    @Get('slow') async slow() {
      entered.resolve();
      await released.promise;
      return 'slow';
    }
    @Sse('events') events(): Observable<MessageEvent> {
      return concat(of({ data: 'first' }), NEVER);
    }
  }
  return {
    controllers: [GateController],
    release: () => released.resolve(),
    inside: () => entered.arrival('the call of the handler of GET /slow'),
  };
}

export function describeShutdown(platform: HttpPlatform): void {
  const start = async (options: object): Promise<{ app: Running; gate: ReturnType<typeof gate> }> => {
    const made = gate();
    return { app: await launch(platform, { controllers: made.controllers, options }), gate: made };
  };

  describe('by default', () => {
    it('close() waits for running requests, and closes idle connections', async () => {
      const {
        app,
        gate: { release, inside },
      } = await start({});
      const idle = await app.rawSocket();
      idle.write(GET_QUICK);
      await idle.until(/quick/);
      const busy = await app.rawSocket();
      busy.write(GET_SLOW);
      await inside();

      let closed = false;
      const closing = app.stop().then(() => {
        closed = true;
      });
      await idle.untilClosed();
      expect(closed).toBe(false);
      release();
      await closing;
      await busy.until(/200 OK[\s\S]*slow/);
      await busy.untilClosed();
    });

    it('accepts no new connections while it waits', async () => {
      const {
        app,
        gate: { release, inside },
      } = await start({});
      const busy = await app.rawSocket();
      busy.write(GET_SLOW);
      await inside();
      const closing = app.stop();
      await eventually(() => expect(app.app.getHttpServer().listening).toBe(false));
      await expect(app.rawSocket()).rejects.toThrow(/ECONNREFUSED/);
      release();
      await closing;
    });

    it('close() works for an application that never listened, and when it is called twice', async () => {
      const { app } = await start({});
      await app.stop();
      await app.stop();
    });
  });

  describe('forceCloseConnections', () => {
    it('closes idle and active connections immediately', async () => {
      const {
        app,
        gate: { inside },
      } = await start({ forceCloseConnections: true });
      const idle = await app.rawSocket();
      idle.write(GET_QUICK);
      await idle.until(/quick/);
      const busy = await app.rawSocket();
      busy.write(GET_SLOW);
      await inside();
      const stream = await app.rawSocket();
      stream.write('GET /events HTTP/1.1\r\nHost: a\r\n\r\n');
      await stream.until(/first/);

      await app.stop();
      await Promise.all([idle.untilClosed(), busy.untilClosed(), stream.untilClosed()]);
      expect(busy.text).toBe('');
    });
  });

  describe('gracefulShutdown', () => {
    it('completes running requests, and replies with Connection: close', async () => {
      const {
        app,
        gate: { release, inside },
      } = await start({ gracefulShutdown: { timeoutMs: 10_000 } });
      const [idle, busy] = [await app.rawSocket(), await app.rawSocket()];
      idle.write(GET_QUICK);
      await idle.until(/quick/);
      busy.write(GET_SLOW);
      await inside();

      const closing = app.stop();
      await idle.untilClosed();
      release();
      await closing;
      await busy.until(/slow$/);
      expect(busy.text).toMatch(/connection: close/i);
    });

    it('replies to pending requests of a keep-alive connection, and then closes it', async () => {
      const {
        app,
        gate: { release, inside },
      } = await start({ gracefulShutdown: { timeoutMs: 10_000 } });
      const busy = await app.rawSocket();
      busy.write(GET_SLOW);
      await inside();
      const closing = app.stop();
      await eventually(() => expect(app.app.getHttpServer().listening).toBe(false));
      busy.write(GET_QUICK); // After the slow request, on the same connection.
      release();
      await closing;
      await busy.until(/slow/);
      expect(busy.text).toMatch(/connection: close/i);
      await busy.untilClosed();
    });

    it('replies to requests that are on the way when it closes, on used and on new connections', async () => {
      const { app } = await start({ gracefulShutdown: { timeoutMs: 10_000 } });
      const [fresh, used] = [await app.rawSocket(), await app.rawSocket()];
      used.write(GET_QUICK);
      await used.until(/quick$/);
      const closing = app.stop();
      await eventually(() => expect(app.app.getHttpServer().listening).toBe(false));
      for (const socket of [fresh, used]) socket.write(GET_QUICK);
      await Promise.all([
        fresh.until(/connection: close[\s\S]*quick$/i),
        used.until(/connection: close[\s\S]*quick$/i),
      ]);
      await Promise.all([fresh.untilClosed(), used.untilClosed()]);
      await closing;
    });

    it('terminates what is left at the deadline: a stream, an incomplete request, a handler that hangs', async () => {
      const {
        app,
        gate: { inside },
      } = await start({ gracefulShutdown: { timeoutMs: 150 } });
      const sockets = await Promise.all([app.rawSocket(), app.rawSocket(), app.rawSocket(), app.rawSocket()]);
      const [stream, halfSent, hanging, idle] = sockets;
      stream!.write('GET /events HTTP/1.1\r\nHost: a\r\n\r\n');
      await stream!.until(/first/);
      halfSent!.write(HALF_SENT);
      hanging!.write(GET_SLOW);
      await inside();
      idle!.write(GET_QUICK);
      await idle!.until(/quick/);

      const began = performance.now();
      await app.stop();
      expect(performance.now() - began).toBeLessThan(1_500);
      await Promise.all(sockets.map((socket) => socket.untilClosed()));
    });
  });

  it.each([
    ['without options', {}],
    ['with forceCloseConnections', { forceCloseConnections: true }],
    ['with gracefulShutdown', { gracefulShutdown: { timeoutMs: 200 } }],
  ])('an incomplete request does not delay close(), %s', async (_how, options) => {
    const { app } = await start(options);
    const [head, body] = [await app.rawSocket(), await app.rawSocket()];
    head.write('GET /quick HTTP/1.1\r\nHo');
    body.write(HALF_SENT);
    await eventually(async () => expect((await app.get('/quick')).text).toBe('quick'));
    // By default, close() waits for the rest of a body, because its request is running.
    if (Object.keys(options).length === 0) body.destroy();
    await app.stop();
    await head.untilClosed();
  });
}
