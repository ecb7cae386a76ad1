import 'reflect-metadata';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import {
  ConflictException,
  Controller,
  Cookies,
  Get,
  Header,
  HttpCode,
  type MessageEvent,
  Render,
  Res,
  SignedCookies,
  Sse,
  SseSignal,
  StreamableFile,
} from '@portico/common';
import { concat, NEVER, Observable, of, Subject, throwError, timer } from 'rxjs';
import { switchMap } from 'rxjs/operators';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, serve } from '../application.fixture.js';
import { formatEvent } from './format-event.js';

let left: Subject<string>;
let source: Readable;
let stop: AbortSignal | undefined;

@Controller()
class Replies {
  @Get('buffer') buffer() {
    return Buffer.from('bytes');
  }
  @Get('bigint') bigint() {
    return 1n;
  }
  @Get('null') null() {
    return null;
  }
  @Get('computed') @Header('x-now', () => 'computed') computed() {
    return {};
  }
  @Get('view') @Render('page') @HttpCode(203) view() {
    return { a: 1 };
  }
  @Get('broken') @Render('broken') broken() {
    return {};
  }
  @Get('cookies') cookies(@Cookies('plain') plain: string, @SignedCookies('signed') signed: string) {
    return { plain, signed };
  }
  @Get('bake') bake(@Res({ passthrough: true }) response: any) {
    adapter.setCookie(response, 'signed', 'a b', { signed: true, httpOnly: true });
  }

  @Get('file') @HttpCode(206) file() {
    return new StreamableFile(Buffer.from('hello'), {
      type: 'text/plain',
      disposition: 'attachment; filename="a.txt"',
    });
  }
  @Get('endless') endless() {
    return new StreamableFile(source);
  }
  @Get('failing') failing() {
    return new StreamableFile(
      new Readable({
        read() {
          this.destroy(new Error('disk'));
        },
      }),
    ).setErrorLogger(() => {});
  }
  @Get('cut') cut() {
    return new StreamableFile(
      Readable.from(
        (async function* () {
          yield 'part';
          await new Promise(setImmediate);
          throw new Error('disk');
        })(),
      ),
    ).setErrorLogger(() => {});
  }

  @Sse('events') events(): Observable<MessageEvent> {
    return of(
      { data: { a: 1 } },
      { data: 'x', id: '7', type: 't', retry: 5 },
      { comment: 'still here' },
      { data: 'two\nlines' },
    );
  }
  @Sse('unending') unending(@SseSignal() signal: AbortSignal): Observable<MessageEvent> {
    stop = signal;
    return concat(of({ data: 'first' }), NEVER).pipe(
      (events) =>
        new Observable((subscriber) => {
          const subscription = events.subscribe(subscriber);
          return () => {
            subscription.unsubscribe();
            left.next('unsubscribed');
          };
        }),
    );
  }
  @Sse('refused') refused() {
    return throwError(() => new ConflictException('taken'));
  }
  @Sse('later') later() {
    return timer(1).pipe(switchMap(() => throwError(() => new Error('secret'))));
  }
  @Sse('promised') async promised() {
    return of({ data: 'promised' });
  }
  @Sse('none') none() {
    return 'text' as never;
  }
}

let adapter: { setCookie(response: unknown, name: string, value: string, options: object): void };

afterEach(closeAll);
const start = async () => {
  left = new Subject();
  source = new Readable({ read() {} });
  const running = await serve({ controllers: [Replies] }, undefined, { cookies: { secret: ['new', 'old'] } });
  adapter = running.app.getHttpAdapter() as typeof adapter;
  return running;
};

describe('a reply', () => {
  it('sends bytes, empty bodies, computed headers and views', async () => {
    const { fetch } = await start();
    const buffer = await fetch('/buffer');
    expect([buffer.headers.get('content-type'), await buffer.text()]).toEqual(['application/octet-stream', 'bytes']);
    expect(await (await fetch('/null')).text()).toBe('');
    expect((await fetch('/computed')).headers.get('x-now')).toBe('computed');
    const view = await fetch('/view');
    expect([view.status, await view.text()]).toEqual([203, '<p>page: {"a":1}</p>']);
    expect((await fetch('/broken')).status).toBe(500);
    expect((await fetch('/bigint')).status).toBe(500);
  });

  it('sets cookies, and reads plain and signed ones', async () => {
    const { fetch, json } = await start();
    const baked = (await fetch('/bake')).headers.get('set-cookie') as string;
    expect(baked).toMatch(/^signed=s%3Aa%20b\..*; Path=\/; HttpOnly$/);
    const cookie = `plain=b%20c; ${baked.split(';')[0]}`;
    expect(await json('/cookies', { headers: { cookie } })).toEqual({ plain: 'b c', signed: 'a b' });
    expect(await json('/cookies', { headers: { cookie: 'signed=s:forged.x' } })).toEqual({ signed: false });
  });

  it('streams a file with its headers', async () => {
    const { fetch } = await start();
    const file = await fetch('/file');
    expect([
      file.status,
      file.headers.get('content-length'),
      file.headers.get('content-disposition'),
      await file.text(),
    ]).toEqual([206, '5', 'attachment; filename="a.txt"', 'hello']);
  });

  it('destroys the source when the client disconnects', async () => {
    const { url } = await start();
    source.push('begin');
    const response = await open(`${url}/endless`);
    await once(response, 'data');
    response.destroy();
    await once(source, 'close');
    expect(source.destroyed).toBe(true);
  });

  it('replies with an error if the source fails immediately, and closes the connection if it fails later', async () => {
    const { fetch, url } = await start();
    const failing = await fetch('/failing');
    expect([failing.status, await failing.text()]).toEqual([400, 'Bad Request']);
    const cut = await open(`${url}/cut`);
    const [error] = await once(cut.resume(), 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a stream of events', () => {
  it('is sent in the format of browsers', async () => {
    const { fetch } = await start();
    const response = await fetch('/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await response.text()).toBe(
      '\nid: 1\ndata: {"a":1}\n\nevent: t\nid: 7\nretry: 5\ndata: x\n\n: still here\n\nid: 2\ndata: two\ndata: lines\n\n',
    );
    expect(await (await fetch('/promised')).text()).toBe('\nid: 1\ndata: promised\n\n');
    expect((await fetch('/events', { method: 'HEAD' })).headers.get('content-type')).toBe('text/event-stream');
    expect((await fetch('/unending', { method: 'HEAD' })).status).toBe(200);
  });

  it('is unsubscribed from when the client disconnects, and the signal is aborted', async () => {
    const { url } = await start();
    const response = await open(`${url}/unending`);
    await once(response, 'data');
    expect(stop?.aborted).toBe(false);
    const gone = new Promise((resolve) => left.subscribe(resolve));
    response.destroy();
    expect(await gone).toBe('unsubscribed');
    if (!stop?.aborted) await once(stop as AbortSignal, 'abort');
  });

  it('that fails immediately is an exception, and later an event without details', async () => {
    const { fetch } = await start();
    expect((await fetch('/refused')).status).toBe(409);
    expect((await fetch('/none')).status).toBe(500);
    expect(await (await fetch('/later')).text()).toBe('\nevent: error\nid: 1\ndata: Internal server error\n\n');
  });

  it('does not allow line breaks to end a field', () => {
    expect(formatEvent({ type: 'a\ndata: x', id: '1\r\n2', data: 'a\rb' }, () => '')).toBe(
      'event: a data: x\nid: 1 2\ndata: a\ndata: b\n\n',
    );
  });
});

function open(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => resolve(response.on('error', () => {}))).on('error', reject);
  });
}
