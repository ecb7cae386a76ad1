import {
  type ArgumentMetadata,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  ClassSerializerInterceptor,
  type ExceptionFilter,
  type ExecutionContext,
  ImATeapotException,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import { APP_GUARD } from '@portico/core';
import {
  BaseWsExceptionFilter,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { map, type Observable, throwError } from 'rxjs';
import { expect, it } from 'vitest';
import type { WebSocketPlatform } from './support/platform.js';
import { expectSilence, Lighthouse } from './support/silence.js';
import { gatewayPort, startTestApp } from './support/test-app.js';

/** Guards, pipes, interceptors and filters around message handlers. */
export function describeEnhancers(platform: WebSocketPlatform): void {
  it('asks guards of the method and of the class, with the message as context', async () => {
    const port = await gatewayPort(platform);
    const contexts: unknown[] = [];
    @Injectable()
    class Gatekeeper implements CanActivate {
      canActivate(context: ExecutionContext) {
        const message = context.switchToWs();
        contexts.push([
          context.getType(),
          context.getClass().name,
          context.getHandler().name,
          message.getPattern(),
          message.getData(),
        ]);
        return message.getData() !== 'deny';
      }
    }
    class AsyncGuard implements CanActivate {
      async canActivate(context: ExecutionContext) {
        return context.switchToWs().getData() !== 'deny later';
      }
    }
    @UseGuards(Gatekeeper)
    @WebSocketGateway(port)
    class Guarded {
      @UseGuards(new AsyncGuard())
      @SubscribeMessage('enter')
      enter(@MessageBody() data: string) {
        return { event: 'entered', data };
      }
    }
    const testApp = await startTestApp(platform, port, [Guarded]);
    const client = await testApp.connect();
    client.send('enter', 'friend');
    expect(await client.next('entered')).toBe('friend');
    expect(contexts).toEqual([['ws', 'Guarded', 'enter', 'enter', 'friend']]);
    for (const data of ['deny', 'deny later']) {
      client.send('enter', data);
      expect(await client.next('exception')).toEqual({
        status: 'error',
        message: 'Forbidden resource',
        cause: { pattern: 'enter', data },
      });
    }
  });

  it('wraps handlers in interceptors', async () => {
    const port = await gatewayPort(platform);
    class Doubling implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
        return next.handle().pipe(map(({ event, data }) => ({ event, data: [data, data] })));
      }
    }
    @UseInterceptors(Doubling)
    @WebSocketGateway(port)
    class Intercepted {
      @SubscribeMessage('value')
      value(@MessageBody() data: unknown) {
        return { event: 'value', data };
      }
      @UseInterceptors(Doubling)
      @SubscribeMessage('promise')
      async promise(@MessageBody() data: unknown) {
        return { event: 'promise', data };
      }
    }
    const testApp = await startTestApp(platform, port, [Intercepted]);
    const client = await testApp.connect();
    client.send('value', 1);
    expect(await client.next('value')).toEqual([1, 1]);
    client.send('promise', 1);
    expect(await client.next('promise')).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('runs pipes of the method on the data, decorated or not', async () => {
    const port = await gatewayPort(platform);
    class Shout implements PipeTransform {
      transform(value: unknown, metadata: ArgumentMetadata) {
        return metadata.type === 'body' ? String(value).toUpperCase() : value;
      }
    }
    @WebSocketGateway(port)
    class Piped {
      @UsePipes(Shout)
      @SubscribeMessage('decorated')
      decorated(@MessageBody() data: string) {
        return { event: 'shouted', data };
      }
      @UsePipes(Shout)
      @SubscribeMessage('plain')
      plain(_client: unknown, data: string) {
        return { event: 'shouted', data };
      }
    }
    const testApp = await startTestApp(platform, port, [Piped]);
    const client = await testApp.connect();
    client.send('decorated', 'a');
    expect(await client.next('shouted')).toBe('A');
    client.send('plain', 'b');
    expect(await client.next('shouted')).toBe('B');
  });

  it('tells the client of a WsException, and no more than that of any other', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Failing {
      @SubscribeMessage('text')
      text() {
        throw new WsException('Invalid credentials.');
      }
      @SubscribeMessage('object')
      async object() {
        throw new WsException({ code: 5, message: 'five' });
      }
      @SubscribeMessage('null')
      absent() {
        throw new WsException(null as unknown as string);
      }
      @SubscribeMessage('unknown')
      unknown() {
        throw new Error('secret');
      }
      @SubscribeMessage('string')
      string() {
        throw 'secret';
      }
    }
    const testApp = await startTestApp(platform, port, [Failing]);
    const client = await testApp.connect();
    const exceptionOf = (event: string) => {
      client.send(event, { id: 1 });
      return client.next('exception');
    };
    expect(await exceptionOf('text')).toEqual({
      status: 'error',
      message: 'Invalid credentials.',
      cause: { pattern: 'text', data: { id: 1 } },
    });
    expect(await exceptionOf('object')).toEqual({ code: 5, message: 'five' });
    expect(await exceptionOf('null')).toEqual({
      status: 'error',
      message: null,
      cause: { pattern: 'null', data: { id: 1 } },
    });
    for (const event of ['unknown', 'string']) {
      expect(await exceptionOf(event)).toEqual({
        status: 'error',
        message: 'Internal server error',
        cause: { pattern: event, data: { id: 1 } },
      });
    }
    expect(testApp.logger.errors.join()).toContain('secret');
  });

  it('keeps the text of an HttpException from clients, and warns once of each class', async () => {
    const port = await gatewayPort(platform);
    class TeapotException extends ImATeapotException {}
    @WebSocketGateway(port)
    class Failing extends Lighthouse {
      @SubscribeMessage('brew')
      brew() {
        throw new TeapotException('no coffee');
      }
    }
    const testApp = await startTestApp(platform, port, [Failing]);
    const client = await testApp.connect();
    for (const attempt of [1, 2]) {
      client.send('brew', { attempt });
      const cause = { pattern: 'brew', data: { attempt } };
      expect(await client.next('exception')).toEqual({ status: 'error', message: 'Internal server error', cause });
    }
    const warnings = testApp.logger.warnings.filter((line) => line.includes('PORTICO_WS_HTTP_EXCEPTION'));
    expect(warnings).toEqual([expect.stringMatching(/TeapotException \(no coffee\).*"brew".*WsException/s)]);
  });

  it('answers for an exception that cannot be sent, and logs why', async () => {
    const port = await gatewayPort(platform);
    const cyclic = (): object => {
      const payload: Record<string, unknown> = { message: 'round' };
      payload.self = payload;
      return payload;
    };
    @Catch(RangeError)
    class TellingAll extends BaseWsExceptionFilter {
      override catch(exception: RangeError, host: ArgumentsHost) {
        this.emitMessage(host.switchToWs().getClient(), 'exception', { exception, detail: cyclic() });
      }
    }
    @WebSocketGateway(port)
    class Failing extends Lighthouse {
      @SubscribeMessage('cyclic')
      cyclic() {
        throw new WsException(cyclic());
      }
      @SubscribeMessage('bigint')
      async bigint() {
        throw new WsException({ message: 'large', id: 5n });
      }
      @SubscribeMessage('stream')
      stream() {
        return throwError(() => new WsException(cyclic()));
      }
      @UseFilters(TellingAll)
      @SubscribeMessage('filter')
      filter() {
        throw new RangeError('out of range');
      }
      @SubscribeMessage('thrown')
      thrown() {
        throw cyclic();
      }
      @SubscribeMessage('data')
      data(@MessageBody() body: Record<string, unknown>) {
        body.self = body;
        throw new WsException('The cause is cyclic.');
      }
    }
    const testApp = await startTestApp(platform, port, [Failing]);
    const client = await testApp.connect();
    const exceptionOf = (event: string) => {
      client.send(event, { id: 1 });
      return client.next('exception');
    };
    const hidden = { status: 'error', message: 'Internal server error' };
    for (const event of ['cyclic', 'bigint', 'stream', 'filter', 'thrown']) {
      expect(await exceptionOf(event)).toEqual({ ...hidden, cause: { pattern: event, data: { id: 1 } } });
    }
    expect(await exceptionOf('data')).toEqual(hidden);
    await expectSilence(client);
    const log = testApp.logger.errors.join('\n');
    for (const event of ['cyclic', 'bigint', 'stream', 'data']) {
      expect(log).toContain(`The exception for "${event}" cannot be sent`);
    }
    expect(log).toContain('serialize a BigInt');
  });

  it('lets filters answer: that of the method, then that of the class, then the built-in one', async () => {
    const port = await gatewayPort(platform);
    class Teapot extends Error {}
    @Catch(Teapot)
    class TeapotFilter extends BaseWsExceptionFilter {
      override catch(_exception: Teapot, host: ArgumentsHost) {
        this.emitMessage(host.switchToWs().getClient(), 'teapot', host.switchToWs().getData());
      }
    }
    @Catch()
    class AllFilter extends BaseWsExceptionFilter {
      override catch(exception: unknown, host: ArgumentsHost) {
        super.catch(new WsException(`all: ${(exception as Error).message}`), host);
      }
    }
    @UseFilters(AllFilter)
    @WebSocketGateway(port)
    class Filtered {
      @UseFilters(new TeapotFilter())
      @SubscribeMessage('teapot')
      teapot() {
        throw new Teapot('short');
      }
      @UseFilters(new TeapotFilter())
      @SubscribeMessage('other')
      other() {
        throw new Error('other');
      }
    }
    const testApp = await startTestApp(platform, port, [Filtered]);
    const client = await testApp.connect();
    client.send('teapot', 'stout');
    expect(await client.next('teapot')).toBe('stout');
    client.send('other');
    expect(await client.next('exception')).toMatchObject({ message: 'all: other' });
  });

  it('goes on when a filter fails itself', async () => {
    const port = await gatewayPort(platform);
    @Catch()
    class Rethrowing implements ExceptionFilter {
      catch(exception: unknown) {
        throw exception;
      }
    }
    @Catch()
    class Rejecting implements ExceptionFilter {
      async catch(exception: unknown) {
        throw exception;
      }
    }
    @WebSocketGateway(port)
    class Failing {
      private count = 0;
      @UseFilters(Rethrowing)
      @SubscribeMessage('rethrown')
      rethrown() {
        this.count += 1;
        throw new WsException(`failure ${this.count}`);
      }
      @UseFilters(Rejecting)
      @SubscribeMessage('rejected')
      async rejected() {
        this.count += 1;
        throw new WsException(`failure ${this.count}`);
      }
    }
    const testApp = await startTestApp(platform, port, [Failing]);
    const client = await testApp.connect();
    for (const [index, event] of ['rethrown', 'rejected', 'rethrown', 'rejected'].entries()) {
      client.send(event);
      expect(await client.next('exception')).toMatchObject({ message: `failure ${index + 1}` });
    }
  });

  it('leaves out the cause, or another, as the filter is told', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Failing {
      @UseFilters(new BaseWsExceptionFilter({ includeCause: false }))
      @SubscribeMessage('without')
      without() {
        throw new WsException('no');
      }
      @UseFilters(new BaseWsExceptionFilter({ causeFactory: (pattern, data) => ({ about: `${pattern} ${data}` }) }))
      @SubscribeMessage('own')
      own() {
        throw new WsException('no');
      }
    }
    const testApp = await startTestApp(platform, port, [Failing]);
    const client = await testApp.connect();
    client.send('without', 1);
    expect(await client.next('exception')).toEqual({ status: 'error', message: 'no' });
    client.send('own', 1);
    expect(await client.next('exception')).toEqual({ status: 'error', message: 'no', cause: { about: 'own 1' } });
  });

  it.each([
    [
      'but for filters, by default',
      undefined,
      { guards: ['APP_GUARD', 'useGlobalGuards'], data: 'replaced!', filter: false },
    ],
    [
      'with `inheritAppConfig: true`',
      true,
      { guards: ['APP_GUARD', 'useGlobalGuards'], data: 'replaced!', filter: true },
    ],
    ['not with `inheritAppConfig: false`', false, { guards: [], data: 'bad', filter: false }],
  ] as const)('runs global enhancers around messages, %s', async (_name, inheritAppConfig, expected) => {
    const port = await gatewayPort(platform);
    const guards: string[] = [];
    const guard = (name: string): CanActivate => ({
      canActivate: (context) => {
        guards.push(name);
        return context.getType() === 'ws' && context.switchToWs().getData() !== 'forbidden';
      },
    });
    const marking: NestInterceptor = {
      intercept: (_context, next) => next.handle().pipe(map(({ event, data }) => ({ event, data: `${data}!` }))),
    };
    const replacing: PipeTransform = { transform: (value: unknown) => (value === 'bad' ? 'replaced' : value) };
    let filtered = false;
    @Catch()
    class GlobalFilter extends BaseWsExceptionFilter {
      override catch(exception: unknown, host: ArgumentsHost) {
        filtered = true;
        super.catch(exception, host);
      }
    }
    @WebSocketGateway(port)
    class Plain {
      @SubscribeMessage('plain')
      plain(@MessageBody() data: string) {
        return { event: 'plain', data };
      }
      @SubscribeMessage('failing')
      failing() {
        throw new WsException('failed');
      }
    }
    const providers = [Plain, { provide: APP_GUARD, useValue: guard('APP_GUARD') }];
    const testApp = await startTestApp(platform, port, providers, {
      options: { webSockets: { inheritAppConfig: inheritAppConfig === undefined ? undefined : !inheritAppConfig } },
      configure(app, adapter) {
        app.useWebSocketAdapter(adapter, { inheritAppConfig });
        app.useGlobalGuards(guard('useGlobalGuards'));
        app.useGlobalInterceptors(marking);
        app.useGlobalPipes(replacing);
        app.useGlobalFilters(new GlobalFilter());
      },
    });
    const client = await testApp.connect();
    client.send('plain', 'bad');
    expect(await client.next('plain')).toBe(expected.data);
    expect(guards).toEqual(expected.guards);
    client.send('failing');
    expect(await client.next('exception')).toMatchObject({ message: 'failed' });
    expect(filtered).toBe(expected.filter);
    client.send('plain', 'forbidden');
    if (inheritAppConfig === false) expect(await client.next('plain')).toBe('forbidden');
    else expect(await client.next('exception')).toMatchObject({ message: 'Forbidden resource' });
  });

  it('serializes class instances, a WsResponse included', async () => {
    const port = await gatewayPort(platform);
    const { Exclude } = await import('class-transformer');
    class User {
      name = 'Ada';
      password = 'secret';
    }
    Exclude()(User.prototype, 'password');
    class UserResponse {
      event = 'user';
      data = new User();
    }
    @UseInterceptors(ClassSerializerInterceptor)
    @WebSocketGateway(port)
    class Users {
      @SubscribeMessage('user')
      user() {
        return new UserResponse();
      }
    }
    const testApp = await startTestApp(platform, port, [Users]);
    const client = await testApp.connect();
    client.send('user');
    expect(await client.next('user')).toEqual({ name: 'Ada' });
  });

  it('keeps a handler without an answer silent behind every stage', async () => {
    const port = await gatewayPort(platform);
    class Passing implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler) {
        return next.handle();
      }
    }
    @UseInterceptors(Passing)
    @UseGuards(
      class implements CanActivate {
        canActivate() {
          return true;
        }
      },
    )
    @WebSocketGateway(port)
    class Silent extends Lighthouse {
      @SubscribeMessage('silent')
      silent() {}
      @SubscribeMessage('silent later')
      async silentLater() {}
    }
    const testApp = await startTestApp(platform, port, [Silent]);
    const client = await testApp.connect();
    client.send('silent');
    client.send('silent later');
    await expectSilence(client);
  });
}
