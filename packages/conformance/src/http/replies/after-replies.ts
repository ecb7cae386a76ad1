import { Controller, ForbiddenException, Get, Param, Res } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { describe, expect, it } from 'vitest';
import { type Deferred, deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

/** More than a socket accepts at once, so that the reply is still being sent when the failure occurs. */
const LONG = 'x'.repeat(5_000_000);

/** The ways to fail after a reply. Each failure has a unique text, with which the tests find it in the log. */
const FAILURES: Record<string, (text: string) => unknown> = {
  throws: (text) => {
    throw new Error(text);
  },
  rejects: async (text) => {
    throw new Error(text);
  },
  'rejects later': async (text) => {
    await new Promise(setImmediate);
    throw new Error(text);
  },
  'rejects when the client has the reply': async (text) => {
    await received.get(text)?.promise;
    throw new Error(text);
  },
};

/** Resolved when the client has received the whole reply, by the text of the failure. */
const received = new Map<string, Deferred>();

interface Failure {
  readonly how: string;
  readonly text: string;
}

@Controller('handler')
class LateFailures {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  @Get('adapter/:how/:text') byAdapter(@Res() response: unknown, @Param() { how, text }: Failure) {
    const { httpAdapter } = this.adapterHost;
    httpAdapter.reply(response, { replied: 'once' }, 202);
    // Core checks this before it replies to a failure.
    if (!httpAdapter.isHeadersSent(response)) throw new Error('isHeadersSent() must be true after reply() was called');
    return FAILURES[how]?.(text);
  }
  @Get('response/:how/:text') byResponse(@Res() response: any, @Param() { how, text }: Failure) {
    response.status(203).send(LONG);
    return FAILURES[how]?.(text);
  }
  @Get('ended/:how/:text') ended(@Res() response: unknown, @Param() { how, text }: Failure) {
    const { httpAdapter } = this.adapterHost;
    httpAdapter.reply(response, 'whole');
    httpAdapter.end(response);
    return FAILURES[how]?.(text);
  }
  @Get('begun/:how/:text') begun(@Res() response: unknown, @Param() { how, text }: Failure) {
    const raw = this.adapterHost.httpAdapter.takeOver(response);
    raw.write('the first half');
    return FAILURES[how]?.(text);
  }
  @Get('refused') refused(@Res() response: unknown) {
    this.adapterHost.httpAdapter.reply(response, 'granted');
    throw new ForbiddenException();
  }
  @Get('fine') fine() {
    return 'fine';
  }
}

/** Replies as the path says, like middleware, and then fails as the header says. */
function replyAndFail(request: any, response: any, next: (error?: unknown) => void): unknown {
  const how: string | undefined = request.headers['x-fail'];
  const text: string = request.headers['x-text'];
  if (how === undefined) return next();
  response.statusCode = 299;
  response.end(LONG);
  return how === 'passes on' ? next(new Error(text)) : FAILURES[how]?.(text);
}

/** Returns a unique text. No text is part of another. */
function nextText(): string {
  const text = `too-late-${received.size + 1}-`;
  received.set(text, deferred());
  return text;
}

/** A failure after the reply does not change the reply: the client receives all of it, and the failure is logged. */
export function describeAfterReplies(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({
    controllers: [LateFailures],
    configure: (nest) => void nest.use(replyAndFail),
  }));

  // The log has the failures of all tests, so it is not part of the message.
  const logged = (text: string) =>
    eventually(() => {
      if (app().logger.errors.some((line) => line.includes(text))) return;
      throw new Error(
        `The failure ${text} after the reply was not logged. Pass everything that a handler or middleware throws, rejects ` +
          'with or passes to next() to the handler of setErrorHandler(), also when the reply has been sent.',
      );
    });

  describe.each(Object.keys(FAILURES))('a handler that %s', (how) => {
    it.each([
      ['adapter', 202, '{"replied":"once"}'],
      ['response', 203, LONG],
      ['ended', 200, 'whole'],
    ])('does not change its reply: %s', async (by, status, body) => {
      const text = nextText();
      const reply = await app().get(`/handler/${by}/${encodeURIComponent(how)}/${text}`);
      received.get(text)?.resolve();
      expect([reply.status, reply.text === body]).toEqual([status, true]);
      await logged(text);
      expect((await app().get('/handler/fine')).text).toBe('fine');
    });
  });

  it.each(['throws', 'rejects', 'rejects later'])(
    'a handler that %s before the end of its reply closes the connection, so that no client uses half of it',
    async (how) => {
      const text = nextText();
      const path = `/handler/begun/${encodeURIComponent(how)}/${text}`;
      await expect(app().get(path)).rejects.toThrow(/aborted|hang up|reset/i);
      await logged(text);
    },
  );

  it('the status of an exception after the reply is ignored', async () => {
    const reply = await app().get('/handler/refused');
    expect([reply.status, reply.text]).toEqual([200, 'granted']);
  });

  it.each(['passes on', ...Object.keys(FAILURES)])('middleware that %s does not change its reply', async (how) => {
    const text = nextText();
    const reply = await app().get('/handler/fine', { 'x-fail': how, 'x-text': text });
    received.get(text)?.resolve();
    expect([reply.status, reply.text === LONG]).toEqual([299, true]);
    await logged(text);
    expect((await app().get('/handler/fine')).text).toBe('fine');
  });
}
