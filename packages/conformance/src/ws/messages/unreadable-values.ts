import { BadRequestException, UseGuards } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { concat, finalize, NEVER, of } from 'rxjs';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { UNREADABLE } from '../../support/unreadable.js';
import { throwUpstreamFailure, upstreamFailure } from '../../support/upstream-failure.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** What the application may throw or return by mistake, none of which may crash the process or leave a client waiting. */
export function describeUnreadableValues(platform: WebSocketPlatform): void {
  /** Starts a gateway that handles one message of a client after the other, with one handler. */
  async function start(handler: () => unknown) {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, { dispatch: { concurrency: 1 } })
    class Failing extends MarkerGateway {
      @SubscribeMessage('fail')
      fail() {
        return handler();
      }
    }
    return startTestApp(platform, port, [Failing]);
  }

  const THROWN: Record<string, () => unknown> = {
    ...UNREADABLE,
    'a WsException whose error cannot be read': () =>
      Object.assign(new WsException('x'), {
        getError: () => {
          throw Object.create(null);
        },
      }),
    'an HttpException whose body cannot be read': () =>
      Object.assign(new BadRequestException(), { getResponse: throwUpstreamFailure, getStatus: throwUpstreamFailure }),
  };
  for (const [name, value] of Object.entries(THROWN)) {
    it(`replies to a handler that throws ${name}, and handles the next message`, async () => {
      for (const handler of [
        () => {
          throw value();
        },
        () => Promise.reject(value()),
      ]) {
        const { connect } = await start(handler);
        const client = await connect();
        client.send('fail', 1);
        expect(await client.next('exception')).toMatchObject({ message: 'Internal server error' });
        await expectNoReply(client);
      }
    });

    it(`refuses a client whose guard throws ${name}`, async () => {
      for (const canActivate of [
        () => {
          throw value();
        },
        () => Promise.reject(value()),
      ]) {
        const port = await gatewayPort(platform);
        @WebSocketGateway(port)
        class Guarded {
          @UseGuards({ canActivate })
          handleConnection() {}
        }
        const { connect } = await startTestApp(platform, port, [Guarded]);
        await expectRefusal(platform, connect(), 500, 'Internal server error');
      }
    });
  }

  it('logs what a hook throws, whatever it is', async () => {
    const port = await gatewayPort(platform);
    const [entering, leaving] = [Object.values(UNREADABLE), Object.values(UNREADABLE)];
    @WebSocketGateway(port)
    class Hooked extends MarkerGateway {
      handleConnection() {
        throw entering.pop()?.();
      }
      async handleDisconnect() {
        throw leaving.pop()?.();
      }
    }
    const { connect, logger } = await startTestApp(platform, port, [Hooked]);
    for (const _value of Object.values(UNREADABLE)) {
      const client = await connect();
      await expectNoReply(client);
      await client.leave();
    }
    await eventually(() => expect(entering).toEqual([]));
    const failures = (hook: string) => logger.errors.filter((line) => line.includes(`${hook}() failed`)).length;
    expect(failures('handleConnection')).toBe(Object.keys(UNREADABLE).length);
    if (platform.capabilities.disconnects === true)
      await eventually(() => expect(failures('handleDisconnect')).toBe(Object.keys(UNREADABLE).length));
  });

  const unreadable = () => ({
    get event() {
      return throwUpstreamFailure();
    },
  });
  const shared = new ReadableStream({ start: (controller) => controller.enqueue('first') });
  shared.getReader();
  const RESULTS: Record<string, () => unknown> = {
    'an object with a getter that throws': unreadable,
    'a promise of one': async () => unreadable(),
    'an Observable of one': () => of(unreadable()),
    'a generator of one': async function* () {
      yield unreadable();
    },
    'a web stream that is read elsewhere': () => shared,
    'an iterable that cannot be started': () => ({ [Symbol.asyncIterator]: throwUpstreamFailure }),
    'a promise of an iterable that cannot be started': async () => ({ [Symbol.asyncIterator]: throwUpstreamFailure }),
    'an Error that is an iterable': () =>
      Object.assign(upstreamFailure(), {
        async *[Symbol.asyncIterator]() {
          yield 'a value';
        },
      }),
  };
  it.each(Object.keys(RESULTS))('replies to a handler that returns %s', async (name) => {
    const { connect } = await start(RESULTS[name]!);
    const client = await connect();
    for (let count = 0; count < 2; count += 1) {
      client.send('fail', 1);
      const exception = await client.next('exception');
      expect(exception).toMatchObject({ message: 'Internal server error' });
      expect(JSON.stringify(exception)).not.toContain('secret');
    }
    await expectNoReply(client);
  });

  it('replies to a stream that fails and whose teardown throws', async () => {
    const { connect } = await start(() => of(upstreamFailure()).pipe(finalize(throwUpstreamFailure)));
    const client = await connect();
    client.send('fail', 1);
    expect(await client.next('exception')).toMatchObject({ message: 'Internal server error' });
    await expectNoReply(client);
  });

  itWhen(platform.capabilities.disconnects, 'logs what the teardown of a stream throws', async () => {
    const { connect, logger } = await start(() =>
      concat(of({ event: 'value', data: 1 }), NEVER).pipe(finalize(throwUpstreamFailure)),
    );
    const [client, other] = [await connect(), await connect()];
    client.send('fail');
    await client.next('value');
    await client.leave();
    await eventually(() => expect(logger.errors.join()).toContain('The teardown of a stream failed'));
    await expectNoReply(other);
  });
}
