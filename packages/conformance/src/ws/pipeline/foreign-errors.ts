import { UseInterceptors } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { concat, map, of } from 'rxjs';
import { expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { upstreamFailure } from '../../support/upstream-failure.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { sendAcknowledged } from '../support/send-acknowledged.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

const event = () => ({ event: 'answer', data: upstreamFailure() });
const first = { event: 'first', data: 1 };

/** Errors that reach a reply: what they hold, such as the headers of a failed request, may only be logged. */
export function describeForeignErrors(platform: WebSocketPlatform): void {
  const RESULTS: Record<string, () => unknown> = {
    returned: upstreamFailure,
    promised: async () => upstreamFailure(),
    observed: () => of(upstreamFailure()),
    'observed after a value': () => concat(of(first), of(upstreamFailure())),
    'promised and observed': async () => of(first, upstreamFailure(), first),
    yielded: async function* () {
      yield upstreamFailure();
    },
    'yielded after a value': async function* () {
      yield first;
      yield upstreamFailure();
      yield first;
    },
    'the data of an event': event,
    'the data of a promised event': async () => event(),
    'the data of an observed event': () => of(first, event()),
    'the data of a yielded event': async function* () {
      yield first;
      yield event();
    },
  };

  function createGateway(port: number, intercept: boolean) {
    const Same = { intercept: (_context: unknown, next: any) => next.handle().pipe(map((value) => value)) };
    @WebSocketGateway(port)
    @UseInterceptors(...(intercept ? [Same] : []))
    class Failing extends MarkerGateway {}
    for (const [name, result] of Object.entries(RESULTS)) {
      Object.defineProperty(Failing.prototype, name, { value: result, configurable: true, writable: true });
      SubscribeMessage(name)(Failing.prototype, name, Object.getOwnPropertyDescriptor(Failing.prototype, name)!);
    }
    return Failing;
  }

  for (const intercept of [false, true]) {
    const suffix = intercept ? ' by a handler with an interceptor' : '';
    it.each(Object.keys(RESULTS))(`treats an Error as thrown that is %s${suffix}`, async (name) => {
      const port = await gatewayPort(platform);
      const { connect, logger } = await startTestApp(platform, port, [createGateway(port, intercept)]);
      const client = await connect();
      client.send(name, 'D');
      const startsWithValue = /after|promised and|an observed|a yielded/.test(name);
      if (startsWithValue) expect(await client.next('first')).toBe(1);
      expect(await client.next('exception')).toEqual({
        status: 'error',
        message: 'Internal server error',
        cause: { pattern: name, data: 'D' },
      });
      await expectNoReply(client);
      expect(logger.errors.filter((line) => line.includes('secret message'))).toHaveLength(1);
    });
  }

  itWhen(platform.capabilities.acknowledgements, 'does not acknowledge with an Error', async () => {
    const port = await gatewayPort(platform);
    const { connect } = await startTestApp(platform, port, [createGateway(port, false)]);
    const client = await connect();
    const acknowledged: unknown[] = [];
    for (const name of Object.keys(RESULTS)) {
      sendAcknowledged(client, name, 1, (value) => acknowledged.push([name, value]));
      expect(await client.next('exception')).toMatchObject({ message: 'Internal server error' });
    }
    client.send('marker');
    await client.next('marker');
    expect(JSON.stringify(acknowledged)).not.toContain('secret');
  });

  it.each<[string, () => object, object]>([
    ['as its error', upstreamFailure, { status: 'error', message: 'Internal server error' }],
    [
      'within its error',
      () => ({ message: 'no', error: upstreamFailure(), list: [{ error: upstreamFailure() }] }),
      { message: 'no', error: {}, list: [{ error: {} }] },
    ],
    ['behind toJSON()', () => ({ toJSON: () => ({ list: [upstreamFailure()] }) }), { list: [{}] }],
    [
      'in a part with toJSON()',
      () => [1, { toJSON: () => ({ error: upstreamFailure(), at: new Date(0) }) }],
      [1, { error: {}, at: '1970-01-01T00:00:00.000Z' }],
    ],
  ])('does not send what an Error holds that a WsException has %s', async (_where, error, sent) => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Failing extends MarkerGateway {
      @SubscribeMessage('fail')
      fail() {
        throw new WsException(error());
      }
    }
    const { connect } = await startTestApp(platform, port, [Failing]);
    const client = await connect();
    client.send('fail', 'D');
    const exception = await client.next('exception');
    expect(exception).toMatchObject(sent);
    expect(JSON.stringify(exception)).not.toContain('secret');
    await expectNoReply(client);
  });
}
