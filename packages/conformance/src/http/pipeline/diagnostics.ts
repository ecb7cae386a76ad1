import { type CanActivate, Controller, Get, NotFoundException, Param, Post, Sse, UseGuards } from '@portico/common';
import type { RequestTrace } from '@portico/core';
import { throwError } from 'rxjs';
import { expect, it } from 'vitest';
import { type Deferred, deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { recordTraces, tracedStore } from '../../support/record-traces.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

class Denies implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Controller('traced')
class TracedController {
  @Get('now/:id') now(@Param('id') id: string) {
    return `${id} ${tracedStore.getStore()}`;
  }
  @Get('later/:id') async later(@Param('id') id: string) {
    await new Promise(setImmediate);
    return `${id} ${tracedStore.getStore()}`;
  }
  @Post('denied') @UseGuards(Denies) denied() {
    return 'never';
  }
  @Get('missing') async missing() {
    await new Promise(setImmediate);
    throw new NotFoundException('no such cat');
  }
  @Sse('no-events') noEvents() {
    return throwError(() => new NotFoundException('no such events'));
  }
  @Sse('broken-events') async *brokenEvents() {
    yield { data: 'first' };
    await beginning.promise;
    throw new Error('events broke');
  }
  @Get('broken-stream') async *brokenStream() {
    yield 'first';
    await beginning.promise;
    throw new Error('stream broke');
  }
  @Get('never') never() {
    return new Promise(() => undefined);
  }
}

/** Resolved when the client has received the beginning of a reply. */
let beginning: Deferred;

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd'] as const;

/** Events of the channel `portico:http:request`. */
export function describeDiagnostics(platform: HttpPlatform): void {
  it.each(['now', 'later'])('publishes the start and the end of a request with its route: %s', async (handler) => {
    const app = await launchForTest(platform, { controllers: [TracedController] });
    const recorded = recordTraces<RequestTrace>('portico:http:request', ({ handler }) => `in ${handler}`);
    const reply = await app.get(`/traced/${handler}/7?secret=1`);
    // The handler runs with a store that is bound to the channel.
    expect(reply.text).toBe(`7 in ${handler}`);
    await eventually(() => expect(recorded.of('asyncEnd')).toHaveLength(1));
    expect(recorded.names).toEqual(EVENTS);
    // At least one trace was recorded.
    const [trace] = recorded.of('start') as [RequestTrace];
    expect(trace).toMatchObject({ method: 'GET', route: `/traced/${handler}/:id`, handler });
    expect(trace.controller).toBe(TracedController);
    expect(trace.request.headers.host).toContain('127.0.0.1');
    expect(trace.response.statusCode).toBe(200);
    expect(new Set(EVENTS.flatMap((event) => recorded.of(event))).size).toBe(1);
  });

  it.each([
    ['a guard', 'POST', '/traced/denied', 403, 'Forbidden resource'],
    ['a handler', 'GET', '/traced/missing', 404, 'no such cat'],
  ])('publishes the error of %s before the end of the request', async (_who, method, path, status, message) => {
    const app = await launchForTest(platform, { controllers: [TracedController] });
    const recorded = recordTraces<RequestTrace>('portico:http:request', ({ handler }) => `in ${handler}`);
    const reply = await (method === 'GET' ? app.get(path) : app.post(path, {}));
    expect(reply.status).toBe(status);
    await eventually(() => expect(recorded.of('asyncEnd')).toHaveLength(1));
    expect(recorded.of('error')).toMatchObject([{ error: { message }, response: { statusCode: status } }]);
    expect(recorded.names.at(-1)).toBe('asyncEnd');
  });

  it.each([
    ['no-events', 'no such events'],
    ['broken-events', 'events broke'],
    ['broken-stream', 'stream broke'],
  ])('publishes the error of a stream, also when its beginning has been sent: %s', async (path, message) => {
    const app = await launchForTest(platform, { controllers: [TracedController] });
    const recorded = recordTraces<RequestTrace>('portico:http:request', ({ handler }) => `in ${handler}`);
    beginning = deferred();
    const response = await fetch(`http://127.0.0.1:${app.port}/traced/${path}`);
    beginning.resolve();
    await response.text().catch(() => undefined);
    await eventually(() => expect(recorded.of('asyncEnd')).toHaveLength(1));
    expect(recorded.of('error')).toMatchObject([{ error: { message } }]);
    expect(recorded.names.at(-1)).toBe('asyncEnd');
  });

  it('publishes the end of a request whose client disconnects before the reply', async () => {
    const app = await launchForTest(platform, { controllers: [TracedController] });
    const recorded = recordTraces<RequestTrace>('portico:http:request', ({ handler }) => `in ${handler}`);
    const client = await app.rawSocket();
    client.write('GET /traced/never HTTP/1.1\r\nHost: a\r\n\r\n');
    await eventually(() => expect(recorded.of('start')).toHaveLength(1));
    expect(recorded.of('asyncEnd')).toHaveLength(0);
    client.destroy();
    await eventually(() => expect(recorded.of('asyncEnd')).toHaveLength(1));
  });
}
