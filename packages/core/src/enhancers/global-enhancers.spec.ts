import {
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Logger,
  type LoggerService,
  type Provider,
  Scope,
  UseGuards,
} from '@portico/common';
import { afterEach, describe, expect, it } from 'vitest';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '../container/core-tokens.js';
import { closeAll, create, serve } from '../http/application.fixture.js';

afterEach(async () => {
  Logger.overrideLogger(false);
  await closeAll();
});

const TOKENS = { APP_GUARD, APP_INTERCEPTOR, APP_PIPE, APP_FILTER };
const KINDS = Object.keys(TOKENS) as (keyof typeof TOKENS)[];

@Controller()
class Numbers {
  @Get('ok')
  ok(): string {
    return 'ok';
  }
  @Get('other')
  other(): string {
    return 'other';
  }
  @Get('failing')
  failing(): never {
    throw new Error('failing');
  }
}

/** An enhancer of all kinds, which records that it ran. */
function enhancer(scope: Scope): { type: new () => object; runs: number[] } {
  const runs: number[] = [];
  let made = 0;
  @Injectable({ scope })
  class Every {
    readonly number = ++made;
    canActivate(): boolean {
      runs.push(this.number);
      return true;
    }
    intercept(_context: ExecutionContext, next: { handle(): unknown }): unknown {
      runs.push(this.number);
      return next.handle();
    }
    transform(value: unknown): unknown {
      return value;
    }
    catch(_error: unknown, host: ExecutionContext): void {
      runs.push(this.number);
      host.switchToHttp().getResponse().writeHead(418).end();
    }
  }
  return { type: Every, runs };
}

describe.each(KINDS)('%s with useExisting', (kind) => {
  const paths = kind === 'APP_FILTER' ? ['/failing', '/failing'] : ['/ok', '/other'];

  it.each([
    ['a transient provider: one instance, made for the alias', Scope.TRANSIENT, [1, 1]],
    ['a singleton', Scope.DEFAULT, [1, 1]],
    ['a request-scoped provider: one for each request', Scope.REQUEST, [1, 2]],
  ])('refers to %s', async (_title, scope, expected) => {
    const { type, runs } = enhancer(scope);
    const { fetch } = await serve({
      controllers: [Numbers],
      providers: [type as never, { provide: TOKENS[kind], useExisting: type }],
    });
    for (const path of paths) expect((await fetch(path)).status).toBe(kind === 'APP_FILTER' ? 418 : 200);
    if (kind !== 'APP_PIPE') expect(runs).toEqual(expected);
  });
});

describe.each(KINDS)('%s that is absent', (kind) => {
  const absent: [string, Partial<Provider>][] = [
    ['a factory that returns null', { useFactory: () => null }],
    ['a factory that returns undefined', { useFactory: () => undefined }],
    ['an asynchronous factory that returns null', { useFactory: async () => null }],
    ['the value null', { useValue: null }],
  ];
  it.each(absent)('(%s) is skipped with one warning', async (_title, provider) => {
    const warnings: string[] = [];
    const logger: LoggerService = { log: () => {}, error: () => {}, warn: (message) => warnings.push(message) };
    const { type, runs } = enhancer(Scope.DEFAULT);
    const { app, fetch } = await serve(
      {
        controllers: [Numbers],
        providers: [{ provide: TOKENS[kind], ...provider } as Provider, { provide: TOKENS[kind], useClass: type }],
      },
      undefined,
      { logger },
    );
    expect((await fetch('/ok')).status).toBe(200);
    expect((await fetch('/failing')).status).toBe(kind === 'APP_FILTER' ? 418 : 500);
    if (kind === 'APP_GUARD' || kind === 'APP_INTERCEPTOR') expect(runs).toEqual([1, 1]);
    expect(warnings.filter((warning) => warning.includes('PORTICO_ABSENT_ENHANCER'))).toHaveLength(1);
    await app.close();
  });

  it.each([
    ['false', { useValue: false }],
    ['an object without the method', { useFactory: () => ({}) }],
    ['null from a transient factory', { scope: Scope.TRANSIENT, useFactory: () => null }],
  ] as [string, Partial<Provider>][])('but not when it is %s', async (_title, provider) => {
    const starting = create({
      controllers: [Numbers],
      providers: [{ provide: TOKENS[kind], ...provider } as Provider],
    }).then((app) => app.init());
    await expect(starting).rejects.toMatchObject({ code: 'PORTICO_INVALID_ENHANCER' });
  });
});

it('rejects a missing guard of @UseGuards()', async () => {
  @Injectable()
  class Missing {
    canActivate = null;
  }
  @Controller()
  @UseGuards(Missing as never)
  class Guarded {
    @Get()
    get(): string {
      return 'open';
    }
  }
  await expect(create({ controllers: [Guarded] })).rejects.toMatchObject({ code: 'PORTICO_INVALID_ENHANCER' });
});
