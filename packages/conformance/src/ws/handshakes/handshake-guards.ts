import type { IncomingMessage } from 'node:http';
import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
  Scope,
  SetMetadata,
  UnauthorizedException,
  UseFilters,
  UseGuards,
} from '@portico/common';
import { REQUEST, Reflector } from '@portico/core';
import { SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { from, NEVER, of } from 'rxjs';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { upstreamFailure } from '../../support/upstream-failure.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

interface Requested extends IncomingMessage {
  user?: string;
}

/** Returns the token that a client sends in a header, as over HTTP. */
const tokenOf = (context: ExecutionContext): string | undefined =>
  context.switchToHttp().getRequest<Requested>().headers.authorization;
const bearing = (token: string) => ({ headers: { Authorization: token } });

/** Guards that run before a client is accepted. */
export function describeHandshakeGuards(platform: WebSocketPlatform): void {
  @Injectable()
  class Users {
    find(token: string | undefined): string | undefined {
      return token === 'ada' ? 'Ada' : undefined;
    }
  }

  @Injectable()
  class UsersGuard implements CanActivate {
    constructor(private readonly users: Users) {}

    canActivate(context: ExecutionContext): boolean {
      const request = context.switchToHttp().getRequest<Requested>();
      request.user = this.users.find(tokenOf(context));
      return request.user !== undefined;
    }
  }

  /** Starts a gateway whose `handleConnection` has the guard and the filters. */
  async function start(guard: (context: ExecutionContext) => unknown, filters: ExceptionFilter[] = [], options = {}) {
    const port = await gatewayPort(platform);
    const hooks: string[] = [];
    // The types do not allow all return values that the tests use.
    const Guard = { canActivate: guard } as CanActivate;
    @WebSocketGateway(port, options)
    class Guarded extends MarkerGateway {
      @UseGuards(Guard)
      @UseFilters(...filters)
      handleConnection() {
        hooks.push('in');
      }
      handleDisconnect() {
        hooks.push('out');
      }
    }
    return { ...(await startTestApp(platform, port, [Guarded])), hooks };
  }

  it('runs the guards of handleConnection with their dependencies before a client is accepted', async () => {
    const port = await gatewayPort(platform);
    const users: unknown[] = [];
    @WebSocketGateway(port)
    class Members extends MarkerGateway {
      @UseGuards(UsersGuard)
      handleConnection(client: { request?: Requested }, request?: Requested) {
        users.push((request ?? client.request)?.user);
      }
      handleDisconnect() {
        users.push('out');
      }
      @SubscribeMessage('who')
      who() {
        return { event: 'who', data: users.length };
      }
    }
    const { connect } = await startTestApp(platform, port, [Members, Users]);
    await expectRefusal(platform, connect(), 403, 'Forbidden resource');
    await expectRefusal(platform, connect(bearing('eve')), 403, 'Forbidden resource');
    expect(users).toEqual([]);
    const ada = await connect(bearing('ada'));
    ada.send('who');
    expect(await ada.next('who')).toBe(1);
    expect(users).toEqual(['Ada']);
  });

  const refusals: [string, () => unknown, number, string][] = [
    ['returns false', () => false, 403, 'Forbidden resource'],
    ['resolves to false', async () => false, 403, 'Forbidden resource'],
    ['returns an Observable of false', () => of(false), 403, 'Forbidden resource'],
    ['returns an Observable of a later false', () => from(Promise.resolve(false)), 403, 'Forbidden resource'],
    ['rejects with an UnauthorizedException', () => Promise.reject(new UnauthorizedException('Log in')), 401, 'Log in'],
    ['rejects with an HttpException', () => Promise.reject(new HttpException('Pay first', 402)), 402, 'Pay first'],
    [
      'rejects with an exception of another package that has the members of HttpException',
      () =>
        Promise.reject(Object.assign(new Error('secret'), { getStatus: () => 401, getResponse: () => 'Log in again' })),
      401,
      'Log in again',
    ],
    [
      'rejects with an UnauthorizedException for an Error',
      () => Promise.reject(new UnauthorizedException(upstreamFailure())),
      401,
      'Unauthorized',
    ],
    [
      'rejects with a WsException for an Error',
      () => Promise.reject(new WsException(upstreamFailure())),
      403,
      'Forbidden',
    ],
    [
      'rejects with an exception that has a body without a message, for an Error',
      () =>
        Promise.reject(
          Object.assign(new UnauthorizedException(upstreamFailure()), { getResponse: () => ({ code: 7 }) }),
        ),
      401,
      'Unauthorized',
    ],
    ['rejects with a WsException', () => Promise.reject(new WsException('No entry')), 403, 'No entry'],
    ['rejects with an exception of status 200', () => Promise.reject(new HttpException('Fine', 200)), 500, 'Fine'],
  ];
  for (const [how, decide, status, message] of refusals) {
    it(`refuses a client whose guard ${how}`, async () => {
      const { connect, hooks, logger } = await start((context) => tokenOf(context) === 'ada' || decide());
      await expectRefusal(platform, connect(), status, message);
      await expectNoReply(await connect(bearing('ada')));
      expect(hooks).toEqual(['in']);
      expect(logger.errors).toEqual([]);
    });
  }

  it('refuses with 500, and logs the error, if a guard throws an error that is not an exception for clients', async () => {
    const { connect, hooks, logger } = await start(() => {
      throw new Error('the database is down');
    });
    await expectRefusal(platform, connect(), 500, 'Internal server error');
    expect(hooks).toEqual([]);
    expect(logger.errors.filter((line) => line.includes('failed'))).toHaveLength(1);
  });

  it('sends the headers of an exception, and those that a guard has set on the response', async () => {
    const { connect } = await start((context) => {
      context.switchToHttp().getResponse().header('Retry-After', 7);
      throw Object.assign(new UnauthorizedException(), { headers: { 'WWW-Authenticate': 'Bearer realm="chat"' } });
    });
    const refusal = await expectRefusal(platform, connect(), 401, 'Unauthorized');
    if (!refusal?.headers) return;
    expect(refusal.headers['www-authenticate']).toBe('Bearer realm="chat"');
    expect(refusal.headers['retry-after']).toBe('7');
  });

  it('runs the guards of the class for connections only with guardConnections, and always for messages', async () => {
    const Allow = (...tokens: string[]) => SetMetadata('tokens', tokens);
    const kinds: string[] = [];
    @Injectable()
    class Allowed implements CanActivate {
      constructor(private readonly reflector: Reflector) {}
      canActivate(context: ExecutionContext): boolean {
        kinds.push(context.switchToWs().getPattern());
        if (context.switchToWs().getPattern() !== 'handleConnection') return true;
        const tokens = this.reflector.getAllAndOverride<string[]>('tokens', [context.getHandler(), context.getClass()]);
        return tokens.includes(tokenOf(context) ?? '');
      }
    }
    for (const guardConnections of [true, false]) {
      const port = await gatewayPort(platform);
      @Allow('ada')
      @UseGuards(Allowed)
      @WebSocketGateway(port, { guardConnections })
      class Guarded {
        @SubscribeMessage('marker')
        marker() {
          return { event: 'marker', data: true };
        }
      }
      kinds.length = 0;
      const { connect } = await startTestApp(platform, port, [Guarded]);
      if (guardConnections) await expectRefusal(platform, connect(bearing('eve')), 403);
      await expectNoReply(await connect(bearing('ada')));
      expect(kinds).toEqual(guardConnections ? ['handleConnection', 'handleConnection', 'marker'] : ['marker']);
    }
  });

  it('creates request-scoped guards for each client', async () => {
    const port = await gatewayPort(platform);
    const made = new Set<object>();
    @Injectable({ scope: Scope.REQUEST })
    class PerClient implements CanActivate {
      constructor(@Inject(REQUEST) private readonly client: object) {}
      async canActivate(context: ExecutionContext): Promise<boolean> {
        expect(this.client).toBe(context.switchToWs().getClient());
        made.add(this);
        return tokenOf(context) === 'ada';
      }
    }
    @WebSocketGateway(port)
    class Scoped extends MarkerGateway {
      @UseGuards(PerClient)
      handleConnection() {}
    }
    const { connect, logger } = await startTestApp(platform, port, [Scoped]);
    await expectRefusal(platform, connect(), 403);
    for (let round = 0; round < 2; round += 1) await expectNoReply(await connect(bearing('ada')));
    expect(made.size).toBe(3);
    expect(logger.errors).toEqual([]);
  });

  it('calls the filters of handleConnection with exceptions of guards: they can replace them, but not accept the client', async () => {
    const caught: unknown[] = [];
    @Catch(WsException)
    class Changing implements ExceptionFilter {
      catch(exception: WsException): never {
        caught.push(exception.message);
        throw new HttpException('Changed', 418);
      }
    }
    @Catch(UnauthorizedException)
    class Silent implements ExceptionFilter {
      catch(exception: Error) {
        caught.push(exception.message);
      }
    }
    @Catch(RangeError)
    class Replying implements ExceptionFilter {
      catch(exception: Error, host: ArgumentsHost) {
        caught.push(exception.message);
        host.switchToHttp().getResponse().status(416).json({ reason: exception.message });
      }
    }
    const errors: Record<string, Error> = {
      one: new WsException('one'),
      two: new UnauthorizedException('two'),
      three: new RangeError('three'),
    };
    const { connect, hooks } = await start(
      (context) => {
        throw errors[tokenOf(context) ?? ''];
      },
      [new Changing(), new Silent(), new Replying()],
    );
    await expectRefusal(platform, connect(bearing('one')), 418, 'Changed');
    await expectRefusal(platform, connect(bearing('two')), 401, 'two');
    await expectRefusal(platform, connect(bearing('three')), 416, '{"reason":"three"}');
    expect(caught).toEqual(['one', 'two', 'three']);
    expect(hooks).toEqual([]);
  });

  it('refuses with 503 if a guard hangs, and accepts other clients meanwhile', async () => {
    const late = deferred();
    let decisions = 0;
    const { connect, hooks, logger } = await start(
      (context) => {
        if (tokenOf(context) === 'never') return NEVER;
        if (tokenOf(context) !== 'late') return true;
        return late.promise.then(() => {
          decisions += 1;
          return true;
        });
      },
      [],
      { handshakeTimeout: 200 },
    );
    const refused = ['never', 'late'].map((token) => expectRefusal(platform, connect(bearing(token)), 503));
    await expectNoReply(await connect());
    await Promise.all(refused);
    late.resolve();
    await eventually(() => expect(decisions).toBe(1));
    await expectNoReply(await connect());
    expect(hooks.filter((hook) => hook === 'in')).toHaveLength(2);
    expect(logger.errors).toEqual([]);
  });

  it.each(['accepts', 'refuses', 'fails'])(
    'keeps no state of a client that disconnects before its guard %s',
    async (how) => {
      const asked = deferred();
      const answer = deferred();
      const { connect, hooks, logger } = await start(async (context) => {
        if (tokenOf(context) !== 'leaving') return true;
        asked.resolve();
        await answer.promise;
        if (how === 'fails') throw new UnauthorizedException();
        return how === 'accepts';
      });
      const leaving = new AbortController();
      const gone = connect({ ...bearing('leaving'), signal: leaving.signal }).then(
        (client) => client.left,
        () => undefined,
      );
      await asked.arrival('the call of the guard');
      leaving.abort();
      await gone;
      await expectNoReply(await connect());
      answer.resolve();
      await expectNoReply(await connect());
      expect(hooks.filter((hook) => hook === 'in')).toHaveLength(2);
      expect(logger.errors).toEqual([]);
    },
  );
}
