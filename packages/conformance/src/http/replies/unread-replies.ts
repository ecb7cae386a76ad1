import { Readable } from 'node:stream';
import { Controller, Get, type MessageEvent, Sse, StreamableFile } from '@portico/common';
import { finalize, Observable } from 'rxjs';
import { expect, it, onTestFinished } from 'vitest';
import { launchForTest, type Running } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

const MIB = 1024 * 1024;
const PIECE = 64 * 1024;
/** The limit of buffered bytes in the process, plus the buffers of the two sockets of a loopback connection. */
const DEFAULT_LIMIT = 16 * MIB;
const SOCKETS = 64 * MIB;

interface State {
  made: number;
  ended: number;
}

async function* endless(state: State): AsyncGenerator<string> {
  try {
    for (;;) {
      state.made += PIECE;
      yield 'x'.repeat(PIECE);
    }
  } finally {
    state.ended++;
  }
}

/** Creates a controller with endless replies, as fast as they are read. `made` counts their bytes. */
function endlessController(state: State) {
  const events = (): Observable<MessageEvent> =>
    new Observable<MessageEvent>((subscriber) => {
      let next: NodeJS.Immediate;
      const send = (): void => {
        next = setImmediate(send);
        state.made += PIECE;
        subscriber.next({ data: 'x'.repeat(PIECE) });
      };
      next = setImmediate(send);
      return () => clearImmediate(next);
    }).pipe(finalize(() => state.ended++));

  @Controller('endless')
  class EndlessController {
    @Sse('events') events() {
      return events();
    }
    @Sse('few', { maxPendingDataLength: MIB }) few() {
      return events();
    }
    @Get('values') values() {
      return endless(state);
    }
    @Sse('pulled-events') pulledEvents() {
      return endless(state);
    }
    @Get('file') file() {
      const source = new Readable({
        read() {
          state.made += PIECE;
          setImmediate(() => this.push(Buffer.alloc(PIECE)));
        },
      });
      source.once('close', () => state.ended++);
      return new StreamableFile(source);
    }
  }
  return EndlessController;
}

/** Buffered replies to a client that does not read are limited. */
export function describeUnreadReplies(platform: HttpPlatform): void {
  const start = async (path: string): Promise<{ app: Running; state: State }> => {
    const state = { made: 0, ended: 0 };
    const app = await launchForTest(platform, { controllers: [endlessController(state)] });
    const socket = await app.rawSocket();
    onTestFinished(() => socket.destroy());
    socket.socket.pause();
    socket.write(`GET /endless/${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    return { app, state };
  };

  it.each([
    ['events', DEFAULT_LIMIT],
    ['few', MIB],
  ])('an event stream is closed with a warning: %s', async (path, limit) => {
    const { app, state } = await start(path);
    await untilIdle(state, limit + SOCKETS);
    expect(state.made).toBeGreaterThan(limit);
    expect(state.made).toBeLessThan(limit + SOCKETS);
    expect(state.ended).toBe(1);
    const warnings = app.logger.warnings.filter((line) => line.includes('maxPendingDataLength'));
    expect(warnings).toEqual([expect.stringContaining(`EndlessController.${path}() was closed`)]);
    expect(warnings[0]).toContain(String(limit));
  });

  it.each(['values', 'pulled-events', 'file'])('a pulled stream waits: %s', async (path) => {
    const { state } = await start(path);
    await untilIdle(state, SOCKETS);
    expect(state.made).toBeLessThan(SOCKETS);
    expect(state.ended).toBe(0);
  });
}

/** Waits until nothing has been produced for a while, or until it is too much: without a limit, the test would fill the memory. */
async function untilIdle(state: { readonly made: number }, tooMuch: number): Promise<void> {
  let [last, since] = [state.made, performance.now()];
  while (last < tooMuch && (last === 0 || performance.now() - since < 200)) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (state.made !== last) [last, since] = [state.made, performance.now()];
  }
}
