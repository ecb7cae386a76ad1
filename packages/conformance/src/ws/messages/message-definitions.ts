import {
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@portico/common';
import { defineMessages, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { from, type Observable } from 'rxjs';
import { expect, it } from 'vitest';
import type { WebSocketPlatform } from '../support/platform.js';
import { NUMBER, schemaOf, TEXT } from '../support/schemas.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

class Untouched implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(next.handle());
  }
}

/** Has the type `any`, so that the compiler does not check the handlers that return it. */
const wrong: any = 'wrong';
const notASchema: any = { text: 'string' };

/** Results of handlers of defined messages, and conflicting definitions. */
export function describeMessageDefinitions(platform: WebSocketPlatform): void {
  it('validates replies and streams if the option says so', async () => {
    const port = await gatewayPort(platform);
    const chat = defineMessages({
      now: { reply: schemaOf<{ n: number }>((value) => ({ value: { ...value, extra: true } })) },
      wrong: { reply: NUMBER },
      later: { reply: NUMBER },
      intercepted: { reply: NUMBER },
      ticks: { stream: NUMBER },
      pulled: { stream: NUMBER },
      generated: { stream: NUMBER },
      single: { stream: NUMBER },
      quiet: {},
    });
    const validated: string[] = [];
    @WebSocketGateway(port, { validateReplies: true })
    class ChatGateway {
      @SubscribeMessage(chat.now)
      now() {
        return { n: 1 };
      }
      @SubscribeMessage(chat.wrong)
      wrong() {
        return wrong;
      }
      @SubscribeMessage(chat.later)
      async later() {
        return wrong;
      }
      @UseInterceptors(new Untouched())
      @SubscribeMessage(chat.intercepted)
      intercepted() {
        return wrong;
      }
      @SubscribeMessage(chat.ticks)
      ticks() {
        return from([1, 2, wrong, 3]);
      }
      @SubscribeMessage(chat.pulled)
      async *pulled() {
        try {
          yield* [4, 5, wrong, 6];
        } finally {
          validated.push('left');
        }
      }
      @UseInterceptors(new Untouched())
      @SubscribeMessage(chat.generated)
      async *generated() {
        yield* [7, wrong];
      }
      @SubscribeMessage(chat.single)
      single() {
        return wrong;
      }
      @SubscribeMessage(chat.quiet)
      quiet() {}
    }
    const { connect, logger } = await startTestApp(platform, port, [ChatGateway]);
    const client = await connect();
    // The result is sent instead of the output of the schema, so that clients receive the same without validation.
    expect(await client.ask('now', {})).toEqual({ n: 1 });
    client.send('quiet');
    const failures = ['wrong', 'later', 'intercepted', 'ticks', 'pulled', 'generated', 'single'];
    for (const event of failures) {
      client.send(event, {});
      expect(await client.next('exception')).toEqual({
        status: 'error',
        message: 'Internal server error',
        cause: { pattern: event, data: {} },
      });
    }
    expect(validated).toEqual(['left']);
    expect(logger.errors).toHaveLength(failures.length);
    expect(logger.errors[0]).toContain(
      'ChatGateway.wrong() returned a result for the message "wrong" that does not match its definition: Expected a number, not string.',
    );
    expect(logger.errors.at(-1)).toContain('Expected an Observable or an async iterable');
  });

  it('sends the results of handlers unchanged by default', async () => {
    const port = await gatewayPort(platform);
    const chat = defineMessages({ wrong: { reply: NUMBER } });
    @WebSocketGateway(port)
    class ChatGateway {
      @SubscribeMessage(chat.wrong)
      wrong() {
        return wrong;
      }
    }
    const client = await (await startTestApp(platform, port, [ChatGateway])).connect();
    expect(await client.ask('wrong', {})).toBe('wrong');
  });

  it('allows gateways to share a definition, and to subscribe to its messages by name', async () => {
    const port = await gatewayPort(platform);
    const chat = defineMessages({ say: { body: TEXT } });
    const again = defineMessages({ say: { body: TEXT } });
    const heard: unknown[] = [];
    @WebSocketGateway(port)
    class First {
      @SubscribeMessage(chat.say)
      say(_client: unknown, { text }: { text: string }) {
        heard.push(text);
      }
    }
    @WebSocketGateway(port)
    class Second {
      @SubscribeMessage(again.say)
      say(_client: unknown, { text }: { text: string }) {
        heard.push(text);
      }
      @SubscribeMessage('say')
      watch(_client: unknown, data: unknown) {
        heard.push(data);
      }
    }
    const client = await (await startTestApp(platform, port, [First, Second])).connect();
    client.send('say', { text: ' a ' });
    await expect.poll(() => heard.length).toBe(3);
    expect(heard).toEqual(['a', 'a', { text: ' a ' }]);
  });

  it('does not start if gateways of one server define a message or an event differently', async () => {
    const port = await gatewayPort(platform);
    const one = defineMessages({ say: { body: TEXT }, one: {} }, { said: TEXT });
    const other = defineMessages({ say: { body: NUMBER }, other: {} }, { said: NUMBER });
    @WebSocketGateway(port)
    class First {
      @SubscribeMessage(one.say)
      say() {}
    }
    @WebSocketGateway(port)
    class Second {
      @SubscribeMessage(other.say)
      speak() {}
    }
    @WebSocketGateway(port)
    class Third {
      @SubscribeMessage(other.other)
      other() {}
    }
    @WebSocketGateway(port)
    class Alone {
      @SubscribeMessage(one.say)
      @SubscribeMessage(other.say)
      both() {}
    }
    const failureOf = (gateways: Type[]) =>
      startTestApp(platform, port, gateways).then(
        () => undefined,
        (error: unknown) => String(error),
      );
    expect(await failureOf([First, Second])).toContain(
      'First.say() and Second.speak() are on one server, but subscribe to contracts that define the message "say" differently.',
    );
    expect(await failureOf([First, Third])).toContain(
      'First.say() and Third.other() are on one server, but subscribe to contracts that define the event "said" that the server sends differently.',
    );
    expect(await failureOf([Alone])).toContain(
      'Alone.both() subscribes to contracts that define the message "say" differently.',
    );
  });

  it('does not start if the definition of a message is not a schema', async () => {
    const port = await gatewayPort(platform);
    const bad = defineMessages({ body: { body: notASchema }, reply: { reply: notASchema } });
    @WebSocketGateway(port)
    class Body {
      @SubscribeMessage(bad.body)
      body() {}
    }
    @WebSocketGateway(port, { validateReplies: true })
    class Reply {
      @SubscribeMessage(bad.reply)
      reply() {
        return wrong;
      }
    }
    const cases: [Type, string][] = [
      [Body, 'Body.body() subscribes to the message "body", whose body is neither a schema nor a class.'],
      [Reply, 'Reply.reply() subscribes to the message "reply", whose reply or stream is not a schema.'],
    ];
    for (const [gateway, what] of cases) {
      await expect(startTestApp(platform, port, [gateway])).rejects.toThrow(what);
    }
  });
}
