import { type ArgumentsHost, Catch, type ExceptionFilter, ImATeapotException, UseFilters } from '@portico/common';
import {
  BaseWsExceptionFilter,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { throwError } from 'rxjs';
import { expect, it } from 'vitest';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** What a client receives after a failure, and the filters that determine it. */
export function describeExceptions(platform: WebSocketPlatform): void {
  it('sends a WsException to the client, and only the fact of any other error', async () => {
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
        throw Reflect.construct(WsException, [null]);
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

  it('does not send the message of an HttpException, and warns once for each class', async () => {
    const port = await gatewayPort(platform);
    class TeapotException extends ImATeapotException {}
    @WebSocketGateway(port)
    class Failing extends MarkerGateway {
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

  it('sends a default error for an exception that cannot be serialized, and logs why', async () => {
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
    class Failing extends MarkerGateway {
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
    await expectNoReply(client);
    const log = testApp.logger.errors.join('\n');
    for (const event of ['cyclic', 'bigint', 'stream', 'data']) {
      expect(log).toContain(`The exception for "${event}" cannot be sent`);
    }
    expect(log).toContain('serialize a BigInt');
  });

  it('calls the filter of the method, then that of the class, then the built-in one', async () => {
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
        super.catch(new WsException(`all: ${exception instanceof Error && exception.message}`), host);
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

  it('continues if a filter throws', async () => {
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

  it('omits or replaces the cause as the options of the filter say', async () => {
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
}
