import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import {
  BaseWsExceptionFilter,
  type BodyOf,
  defineMessages,
  type HandlerResult,
  InvalidMessageException,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import type { Observable } from 'rxjs';
import { expect, it } from 'vitest';
import type { WebSocketPlatform } from '../support/platform.js';
import { issue, schemaOf, TEXT } from '../support/schemas.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

const asynchronous = schemaOf<string, number>(async (value) => {
  await Promise.resolve();
  return Number.isNaN(Number(value)) ? issue('Expected a number') : { value: Number(value) };
});

class Author {
  @IsString() name!: string;
}

class Note {
  @IsInt() stars!: number;
  @ValidateNested() @Type(() => Author) author!: Author;
}

/** Creates a nested value of the given depth. */
function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level += 1) value = [value];
  return value;
}

/** Validates recursively, like schemas that refer to themselves. */
const recursive = schemaOf<unknown>((value) => {
  const depthOf = (list: unknown): number => (Array.isArray(list) ? 1 + Math.max(0, ...list.map(depthOf)) : 0);
  return { value: depthOf(value) };
});

/** What handlers receive for messages of `defineMessages()`. */
export function describeMessageBodies(platform: WebSocketPlatform): void {
  it('validates a body, and passes on the output of the schema', async () => {
    const port = await gatewayPort(platform);
    const chat = defineMessages({ say: { body: TEXT }, later: { body: asynchronous }, note: { body: Note } });
    const called: unknown[] = [];
    @WebSocketGateway(port)
    class ChatGateway {
      @SubscribeMessage(chat.say)
      say(@MessageBody() body: BodyOf<typeof chat.say>, @MessageBody('text') text: string) {
        called.push(['say', body, text]);
      }
      @SubscribeMessage(chat.later)
      later(_client: unknown, body: BodyOf<typeof chat.later>) {
        called.push(['later', body]);
      }
      @SubscribeMessage(chat.note)
      note(@MessageBody() note: BodyOf<typeof chat.note>) {
        called.push(['note', note instanceof Note, note.author instanceof Author]);
      }
      @SubscribeMessage('called')
      called() {
        return { event: 'called', data: called };
      }
    }
    const client = await (await startTestApp(platform, port, [ChatGateway])).connect();
    client.send('say', { text: ' hello ' });
    client.send('later', '5');
    client.send('note', { stars: 5, author: { name: 'Ada' } });
    await expect.poll(() => called.length).toBe(3);
    expect(called.sort()).toEqual([
      ['later', 5],
      ['note', true, true],
      ['say', { text: 'hello' }, 'hello'],
    ]);
    called.length = 0;

    client.send('say', { text: 1 });
    expect(await client.next('exception')).toEqual({
      status: 'error',
      message: 'Invalid message body',
      issues: [{ path: ['text'], message: 'Expected a text' }],
      cause: { pattern: 'say', data: { text: 1 } },
    });
    client.send('later', 'x');
    expect(await client.next('exception')).toMatchObject({ issues: [{ path: [], message: 'Expected a number' }] });
    client.send('note', { stars: 'x', author: { name: 1 } });
    expect(await client.next('exception')).toMatchObject({
      issues: [
        { path: ['stars'], message: 'stars must be an integer number' },
        { path: ['author', 'name'], message: 'name must be a string' },
      ],
    });
    client.send('note', 'no object');
    expect(await client.next('exception')).toMatchObject({ issues: [{ path: ['stars'] }] });
    client.send('called');
    expect(await client.next('called')).toEqual([]);
  });

  it('validates after guards, within interceptors and before pipes, and passes errors to filters', async () => {
    const port = await gatewayPort(platform);
    const order: string[] = [];
    const noting = schemaOf<{ text: string }>((value) => {
      order.push('schema');
      return TEXT['~standard'].validate(value);
    });
    const chat = defineMessages({ say: { body: noting } }, { heard: TEXT });
    class Guard implements CanActivate {
      canActivate(context: ExecutionContext) {
        order.push('guard');
        return context.switchToWs().getData() !== 'denied';
      }
    }
    class Interceptor implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
        order.push('interceptor');
        return next.handle();
      }
    }
    class Pipe implements PipeTransform {
      transform(value: { text: string }) {
        order.push('pipe');
        return { text: `${value.text}!` };
      }
    }
    @Catch(InvalidMessageException)
    class Filter extends BaseWsExceptionFilter {
      override catch(exception: InvalidMessageException, host: ArgumentsHost) {
        this.emitMessage(host.switchToWs().getClient<object>(), 'invalid', exception.issues);
      }
    }
    @WebSocketGateway(port)
    @UseGuards(new Guard())
    @UseInterceptors(new Interceptor())
    @UseFilters(new Filter())
    class ChatGateway {
      @UsePipes(new Pipe())
      @SubscribeMessage(chat.say)
      say(@MessageBody() data: BodyOf<typeof chat.say>): HandlerResult<typeof chat.say> {
        return { event: 'heard', data };
      }
    }
    const client = await (await startTestApp(platform, port, [ChatGateway])).connect();
    client.send('say', { text: ' hello ' });
    expect(await client.next('heard')).toEqual({ text: 'hello!' });
    expect(order.splice(0)).toEqual(['guard', 'interceptor', 'schema', 'pipe']);
    client.send('say', 'denied');
    expect(await client.next('exception')).toMatchObject({ message: 'Forbidden resource' });
    expect(order.splice(0)).toEqual(['guard']);
    client.send('say', {});
    expect(await client.next('invalid')).toEqual([{ path: ['text'], message: 'Expected a text' }]);
  });

  it('validates the messages of a request-scoped gateway', async () => {
    const port = await gatewayPort(platform);
    const chat = defineMessages({ say: { body: TEXT } }, { heard: TEXT });
    @Injectable({ scope: Scope.REQUEST })
    class Memory {
      readonly texts: string[] = [];
    }
    @WebSocketGateway(port)
    class ChatGateway {
      constructor(private readonly memory: Memory) {}
      @SubscribeMessage(chat.say)
      say(@MessageBody('text') text: string): HandlerResult<typeof chat.say> {
        this.memory.texts.push(text);
        return { event: 'heard', data: { text: this.memory.texts.join() } };
      }
    }
    const client = await (await startTestApp(platform, port, [ChatGateway, Memory])).connect();
    for (const heard of ['a', 'a,a']) {
      client.send('say', { text: ' a' });
      expect(await client.next('heard')).toEqual({ text: heard });
    }
    client.send('say', null);
    expect(await client.next('exception')).toMatchObject({ issues: [{ path: ['text'] }] });
  });

  it('handles schemas that throw, reject, or return invalid results', async () => {
    const port = await gatewayPort(platform);
    const bad = defineMessages({
      throws: {
        body: schemaOf(() => {
          throw new Error('the schema is broken');
        }),
      },
      rejects: { body: schemaOf(async () => Promise.reject(new Error('the schema is broken'))) },
      rubbish: { body: schemaOf((): any => undefined) },
      odd: { body: schemaOf((): any => ({ issues: [{ path: [Symbol('a'), { key: 0 }] }] })) },
      talkative: {
        body: schemaOf(() => ({ issues: Array.from({ length: 1_000 }, () => ({ message: 'x'.repeat(10_000) })) })),
      },
    });
    @WebSocketGateway(port)
    class BadGateway {
      @SubscribeMessage(bad.throws)
      @SubscribeMessage(bad.rejects)
      @SubscribeMessage(bad.rubbish)
      @SubscribeMessage(bad.odd)
      @SubscribeMessage(bad.talkative)
      never() {
        throw new Error('called');
      }
    }
    const { connect, logger } = await startTestApp(platform, port, [BadGateway]);
    const client = await connect();
    for (const event of ['throws', 'rejects', 'rubbish']) {
      client.send(event, 1);
      expect(await client.next('exception')).toEqual({
        status: 'error',
        message: 'Internal server error',
        cause: { pattern: event, data: 1 },
      });
    }
    expect(logger.errors).toHaveLength(3);
    expect(logger.errors.join()).not.toContain('called');
    client.send('odd', 1);
    expect(await client.next('exception')).toMatchObject({ issues: [{ path: ['Symbol(a)', 0] }] });
    client.send('talkative', 1);
    expect(JSON.stringify(await client.next('exception')).length).toBeLessThan(12_000);
  });

  it('rejects bodies that are too deep or too large without calling their schemas, and without sending them back', async () => {
    const port = await gatewayPort(platform);
    const chat = defineMessages({ deep: { body: recursive }, proto: { body: recursive } });
    let own: boolean | undefined;
    @WebSocketGateway(port, { bodyLimits: { maxValues: 1_000 } })
    class ChatGateway {
      @SubscribeMessage(chat.deep)
      deep(@MessageBody() depth: unknown) {
        if (typeof depth !== 'number') throw new Error('not validated');
      }
      @SubscribeMessage(chat.proto)
      proto(_client: unknown, _depth: unknown) {
        own = true;
      }
    }
    const { connect, logger } = await startTestApp(platform, port, [ChatGateway]);
    const client = await connect();
    client.send('deep', nested(64));
    for (const data of [nested(65), nested(1_000), { deep: nested(64) }]) {
      client.send('deep', data);
      expect(await client.next('exception')).toEqual({
        status: 'error',
        message: 'Invalid message body',
        issues: [{ path: [], message: 'The body is nested more than 64 levels deep' }],
        cause: { pattern: 'deep' },
      });
    }
    for (const data of [Array(1_001).fill(0), { a: Array(500).fill(0), b: Array(500).fill(0) }]) {
      client.send('deep', data);
      expect(await client.next('exception')).toMatchObject({
        issues: [{ message: 'The body has more than 1000 values' }],
      });
    }
    client.send('proto', Array(1_000).fill(0));
    await expect.poll(() => own).toBe(true);
    expect(client.rest).toEqual([]);
    expect(logger.errors).toEqual([]);
  });
}
