import {
  type ArgumentsHost,
  Body,
  type CallHandler,
  type CanActivate,
  Catch,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  Module,
  type NestInterceptor,
  ParseIntPipe,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { ROUTE_ARGS_METADATA } from '@portico/common/internal';
import { map, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { createContextId } from '../container/context-id.js';
import { APP_GUARD } from '../container/core-tokens.js';
import { handleOrRelease } from '../pipeline/handle-or-release.js';
import { ExternalContextCreator } from './external-context-creator.js';
import type { ParamsFactory } from './external-profile.js';

const First = createParamDecorator(
  (data: string, context: ExecutionContext) => `${data}:${context.getArgByIndex<string>(0)}`,
);

@Injectable()
class NotGuests implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.getArgByIndex(0) !== 'guest';
  }
}

@Injectable()
class Louder implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return next
      .handle()
      .pipe(map((value) => `${value}! (${context.getType()} ${context.getClass().name}.${context.getHandler().name})`));
  }
}

@Catch(RangeError)
class AnswersRangeErrors implements ExceptionFilter {
  catch(error: RangeError, host: ArgumentsHost) {
    return `caught ${error.message} of ${host.getArgs().length}`;
  }
}

@Injectable({ scope: Scope.REQUEST })
class CountingGuard implements CanActivate {
  static made = 0;
  constructor() {
    CountingGuard.made += 1;
  }
  canActivate(): boolean {
    return true;
  }
}

@Injectable()
class Commands {
  plain(...args: unknown[]): unknown {
    return [this instanceof Commands, ...args];
  }
  stream(): unknown {
    return of(1, 2, 3);
  }
  @UseGuards(NotGuests)
  guarded(name: string): string {
    return name;
  }
  @UseInterceptors(Louder)
  intercepted(name: string): string {
    return name;
  }
  @UseFilters(AnswersRangeErrors)
  failing(error: Error): never {
    throw error;
  }
  decorated(@First('first') first: string, @Body('count', ParseIntPipe) count: number): unknown {
    return [first, count];
  }
  @UseGuards(CountingGuard)
  scoped(): string {
    return 'ran';
  }
}

@Module({ providers: [Commands] })
class AppModule {}

const readBody: ParamsFactory = {
  exchangeKeyForValue: (_type, data, args: Record<string, unknown>[]) => args[1]?.[data as string],
};

async function creator(module: Parameters<typeof NestFactory.createApplicationContext>[0] = AppModule) {
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  const commands = context.get(Commands);
  const external = context.get(ExternalContextCreator);
  return {
    external,
    commands,
    create: (
      name: keyof Commands,
      ...rest: [string?, ParamsFactory?, ReturnType<typeof createContextId>?, string?, object?, string?]
    ) => external.create(commands, commands[name], name, ...rest),
  };
}

describe('ExternalContextCreator', () => {
  it('calls the method on its instance with the given arguments', async () => {
    const { create } = await creator();
    expect(await create('plain')(1, 2, 3, 4, 5, 6)).toEqual([true, 1, 2, 3, 4, 5, 6]);
  });

  it('resolves to the last value of a stream', async () => {
    const { create } = await creator();
    expect(await create('stream')()).toBe(3);
  });

  it('runs guards', async () => {
    const { create } = await creator();
    const run = create('guarded');
    expect(await run('kitty')).toBe('kitty');
    await expect(run('guest')).rejects.toMatchObject({ message: 'Forbidden resource', status: 403 });
  });

  it('runs global guards, too', async () => {
    const { create } = await creator({
      imports: [AppModule],
      providers: [{ provide: APP_GUARD, useClass: NotGuests }],
    });
    await expect(create('plain')('guest')).rejects.toMatchObject({ status: 403 });
  });

  it('runs interceptors with the context of the call', async () => {
    const { create } = await creator();
    const run = create('intercepted', undefined, undefined, undefined, undefined, {}, 'cli');
    expect(await run('kitty')).toBe('kitty! (cli Commands.intercepted)');
  });

  it('resolves to the result of a filter, and rejects with unhandled errors', async () => {
    const { create } = await creator();
    const run = create('failing');
    expect(await run(new RangeError('too far'))).toBe('caught too far of 1');
    await expect(run(new TypeError('other'))).rejects.toThrow('other');
  });

  it('passes decorated parameters through their pipes', async () => {
    const { create } = await creator();
    const run = create('decorated', ROUTE_ARGS_METADATA, readBody);
    expect(await run('one', { count: '42' })).toEqual(['first:one', 42]);
    await expect(run('one', { count: 'many' })).rejects.toMatchObject({ status: 400 });
  });

  it('omits disabled stages', async () => {
    const { create } = await creator();
    expect(await create('guarded', undefined, undefined, undefined, undefined, { guards: false })('guest')).toBe(
      'guest',
    );
    expect(await create('intercepted', undefined, undefined, undefined, undefined, { interceptors: false })('x')).toBe(
      'x',
    );
    await expect(
      create('failing', undefined, undefined, undefined, undefined, { filters: false })(new RangeError('far')),
    ).rejects.toThrow('far');
  });

  it('creates request-scoped enhancers per call, or per given context', async () => {
    const { create } = await creator();
    CountingGuard.made = 0;
    const perCall = create('scoped');
    await perCall();
    await perCall();
    expect(CountingGuard.made).toBe(2);
    const perContext = create('scoped', undefined, undefined, createContextId());
    await perContext();
    await perContext();
    expect(CountingGuard.made).toBe(3);
  });

  it('calls the given function, even if the instance has another one with the same name', async () => {
    const { external, commands } = await creator();
    const run = external.create(commands, () => 'another', 'guarded');
    expect(await run('kitty')).toBe('another');
    await expect(run('guest')).rejects.toMatchObject({ status: 403 });
  });

  it('rejects with the error of a filter, synchronous or asynchronous', async () => {
    const { external } = await creator();
    class Failing {
      @UseFilters({ catch: (error: Error) => Promise.reject(new TypeError(`later: ${error.message}`)) })
      later(): never {
        throw new Error('first');
      }
      @UseFilters({
        catch: (error: Error) => {
          throw new TypeError(`at once: ${error.message}`);
        },
      })
      async atOnce(): Promise<never> {
        throw new Error('first');
      }
    }
    const failing = new Failing();
    await expect(external.create(failing, failing.later, 'later')()).rejects.toThrow('later: first');
    await expect(external.create(failing, failing.atOnce, 'atOnce')()).rejects.toThrow('at once: first');
  });

  it('exposes all arguments in the context, and lets interceptors see whether the handler was called', async () => {
    const { external } = await creator();
    const seen: unknown[] = [];
    const releasing = (context: ExecutionContext, next: CallHandler) =>
      handleOrRelease(context, next, () => void seen.push('released'));
    class Many {
      @UseInterceptors({ intercept: releasing })
      run(@First('data') _first: string, @Body('count', ParseIntPipe) count: number): number {
        seen.push('reached');
        return count;
      }
      @UseGuards({ canActivate: (context: ExecutionContext) => seen.push(...context.getArgs()) > 0 })
      list(): string {
        return 'ran';
      }
    }
    const many = new Many();
    const run = external.create(many, many.run, 'run', ROUTE_ARGS_METADATA, readBody);
    expect(await run('one', { count: '1' })).toBe(1);
    await expect(run('one', { count: 'many' })).rejects.toMatchObject({ status: 400 });
    await external.create(many, many.list, 'list')(1, 2, 3, 4, 5);
    expect(seen).toEqual(['reached', 'released', 1, 2, 3, 4, 5]);
  });

  it('accepts instances of classes that are not providers', async () => {
    const { external } = await creator();
    class Loose {
      @UseGuards(NotGuests)
      run(name: string): string {
        return name;
      }
    }
    const loose = new Loose();
    const run = external.create(loose, loose.run, 'run');
    expect(await run('kitty')).toBe('kitty');
    await expect(run('guest')).rejects.toMatchObject({ status: 403 });
  });
});
