import {
  type ArgumentMetadata,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  ClassSerializerInterceptor,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@portico/core';
import {
  BaseWsExceptionFilter,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { map, type Observable } from 'rxjs';
import { expect, it } from 'vitest';
import { ReplacesMethod } from '../../support/replaces-method.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** The global enhancers that run for a message, in their order. */
const GLOBAL = ['APP_GUARD', 'useGlobalGuards', 'APP_INTERCEPTOR', 'APP_PIPE'];

/** Guards, pipes and interceptors of message handlers, and global enhancers. */
export function describeEnhancers(platform: WebSocketPlatform): void {
  it('runs guards of the class and of the method with the message as context', async () => {
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

  it('runs guards below a decorator that replaces the method', async () => {
    const port = await gatewayPort(platform);
    class Closed implements CanActivate {
      canActivate() {
        return false;
      }
    }
    @WebSocketGateway(port)
    class Replaced extends MarkerGateway {
      @SubscribeMessage('between')
      @ReplacesMethod()
      @UseGuards(Closed)
      between() {
        return { event: 'passed', data: 'between' };
      }

      @ReplacesMethod()
      @UseGuards(Closed)
      @SubscribeMessage('below')
      below() {
        return { event: 'passed', data: 'below' };
      }
    }
    const testApp = await startTestApp(platform, port, [Replaced]);
    const client = await testApp.connect();
    for (const event of ['between', 'below']) {
      client.send(event, 1);
      expect(await client.next('exception')).toMatchObject({ cause: { pattern: event } });
    }
    await expectNoReply(client);
  });

  it('runs interceptors around handlers', async () => {
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

  it('runs pipes of the method on the data, with and without parameter decorators', async () => {
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

  it.each([
    ['except filters, by default', undefined, { ran: GLOBAL, data: 'replaced!', filters: [] }],
    [
      'with `inheritAppConfig: true`',
      true,
      { ran: GLOBAL, data: 'replaced!', filters: ['APP_FILTER', 'useGlobalFilters'] },
    ],
    ['not with `inheritAppConfig: false`', false, { ran: [], data: 'bad', filters: [] }],
  ] as const)('runs global enhancers around messages, %s', async (_name, inheritAppConfig, expected) => {
    const port = await gatewayPort(platform);
    const ran: string[] = [];
    const guard = (name: string): CanActivate => ({
      canActivate: (context) => {
        ran.push(name);
        return context.getType() === 'ws' && context.switchToWs().getData() !== 'forbidden';
      },
    });
    const marking: NestInterceptor = {
      intercept: (_context, next) => next.handle().pipe(map(({ event, data }) => ({ event, data: `${data}!` }))),
    };
    const replacing: PipeTransform = { transform: (value: unknown) => (value === 'bad' ? 'replaced' : value) };
    const providedInterceptor: NestInterceptor = {
      intercept: (_context, next) => {
        ran.push('APP_INTERCEPTOR');
        return next.handle();
      },
    };
    const providedPipe: PipeTransform = {
      transform: (value: unknown) => {
        ran.push('APP_PIPE');
        return value;
      },
    };
    const filters: string[] = [];
    @Catch(WsException)
    class GlobalFilter extends BaseWsExceptionFilter {
      override catch(exception: unknown, host: ArgumentsHost) {
        filters.push('useGlobalFilters');
        super.catch(exception, host);
      }
    }
    @Catch(TypeError)
    class ProvidedFilter extends BaseWsExceptionFilter {
      override catch(exception: unknown, host: ArgumentsHost) {
        filters.push('APP_FILTER');
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
      @SubscribeMessage('of type')
      ofType() {
        throw new TypeError('failed');
      }
    }
    const providers = [
      Plain,
      { provide: APP_GUARD, useValue: guard('APP_GUARD') },
      { provide: APP_INTERCEPTOR, useValue: providedInterceptor },
      { provide: APP_PIPE, useValue: providedPipe },
      { provide: APP_FILTER, useClass: ProvidedFilter },
    ];
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
    expect(ran).toEqual(expected.ran);
    client.send('of type');
    expect(await client.next('exception')).toMatchObject({ message: 'Internal server error' });
    client.send('failing');
    expect(await client.next('exception')).toMatchObject({ message: 'failed' });
    expect(filters).toEqual(expected.filters);
    client.send('plain', 'forbidden');
    if (inheritAppConfig === false) expect(await client.next('plain')).toBe('forbidden');
    else expect(await client.next('exception')).toMatchObject({ message: 'Forbidden resource' });
  });

  it('serializes class instances, including those in a WsResponse', async () => {
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
      @SubscribeMessage('users')
      async *users() {
        yield new UserResponse();
        yield new UserResponse();
      }
    }
    const testApp = await startTestApp(platform, port, [Users]);
    const client = await testApp.connect();
    client.send('user');
    expect(await client.next('user')).toEqual({ name: 'Ada' });
    client.send('users');
    expect([await client.next('user'), await client.next('user')]).toEqual([{ name: 'Ada' }, { name: 'Ada' }]);
  });

  it('sends no reply for a handler without a result, whatever stages it has', async () => {
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
    class Silent extends MarkerGateway {
      @SubscribeMessage('silent')
      silent() {}
      @SubscribeMessage('silent later')
      async silentLater() {}
    }
    const testApp = await startTestApp(platform, port, [Silent]);
    const client = await testApp.connect();
    client.send('silent');
    client.send('silent later');
    await expectNoReply(client);
  });
}
