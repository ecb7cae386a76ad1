import type {
  CallHandler,
  CanActivate,
  ExceptionFilter,
  ExecutionContext,
  NestInterceptor,
  PipeTransform,
  Type,
} from '@portico/common';
import { lastValueFrom, map, NEVER, Observable, of, tap, throwError, timer } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { type Slot, staticSlot } from '../resolution/slot.js';
import { compileHandler } from './compile-handler.js';
import type { HandlerRecord, ParameterRecord } from './handler-record.js';
import type { TransportProfile } from './transport-profile.js';

const unhandled = vi.fn();

function profile(overrides: Partial<TransportProfile> = {}): TransportProfile {
  return {
    type: 'test',
    arity: 3,
    result: 'last',
    readParameter: (source, data) =>
      source === 'first'
        ? (a0) => (data === undefined ? a0 : (a0 as Record<string, unknown>)[data as string])
        : (_a0, a1) => a1,
    argumentType: (source) => (source === 'first' ? 'body' : undefined),
    requestOf: (a0) => a0 as object,
    denied: () => new Error('denied'),
    fallbackFilter: { catch: (error) => unhandled(error) },
    lastResort: (error) => unhandled('last resort', error),
    ...overrides,
  };
}

class Cats {
  name = 'cats';
  calls: unknown[][] = [];
  answer: (...args: unknown[]) => unknown = () => 'answer';
  find(...args: unknown[]): unknown {
    this.calls.push(args);
    return this.answer(...args);
  }
}

function setUp(
  parts: Partial<Omit<HandlerRecord, 'instance'>> & {
    answer?: (...args: unknown[]) => unknown;
    profile?: TransportProfile;
  } = {},
) {
  unhandled.mockReset();
  const cats = new Cats();
  if (parts.answer) cats.answer = parts.answer;
  const record: HandlerRecord = {
    owner: Cats,
    method: Cats.prototype.find,
    methodName: 'find',
    instance: staticSlot<object>(cats),
    parameters: [],
    guards: [],
    interceptors: [],
    filters: [],
    openContext: () => ({ id: 1 }),
    ...parts,
  };
  return { cats, handler: compileHandler(parts.profile ?? profile(), record) };
}

const guard = (canActivate: CanActivate['canActivate']) => staticSlot<CanActivate>({ canActivate });
const interceptor = (intercept: NestInterceptor['intercept']) => staticSlot<NestInterceptor>({ intercept });
const pipe = (transform: PipeTransform['transform']) => staticSlot<PipeTransform>({ transform });
const filter = (handle: ExceptionFilter['catch'], ...catches: Type<unknown>[]) => ({
  slot: staticSlot<ExceptionFilter>({ catch: handle }),
  catches,
});
const parameter = (parts: Partial<ParameterRecord> = {}): ParameterRecord => ({
  index: 0,
  source: 'first',
  data: undefined,
  pipes: [],
  metatype: undefined,
  ...parts,
});

describe('a reply that is thenable', () => {
  it.each([
    ['named by a decorator', parameter({ index: 1, source: 'second' })],
    [
      'from a factory',
      parameter({ index: 1, source: (_data, context) => context.getArgByIndex(1), pipes: [pipe((v) => v)] }),
    ],
  ])('is passed on without awaiting it: %s', async (_how, second) => {
    const then = vi.fn();
    const reply = Object.defineProperty({}, 'then', { value: then });
    const first = parameter({ pipes: [pipe(async (value) => `${value}!`)] });
    const { cats, handler } = setUp({ parameters: [first, second] });
    await expect(handler.invoke('a', reply)).resolves.toBe('answer');
    expect(cats.calls[0]?.[0]).toBe('a!');
    expect(cats.calls[0]?.[1]).toBe(reply);
    expect(then).not.toHaveBeenCalled();
  });
});

describe('a handler without stages', () => {
  it('is called on its instance with the arguments of the transport, and returns synchronously', () => {
    const { cats, handler } = setUp();
    expect(handler.invoke(1, 2, 3)).toBe('answer');
    expect(cats.calls).toEqual([[1, 2, 3]]);
  });

  it('sends the result with the arguments of the transport', () => {
    const send = vi.fn(() => 'sent');
    const { handler } = setUp({ send });
    expect(handler.invoke('req', 'res', undefined, undefined, 'own')).toBe('sent');
    expect(send).toHaveBeenCalledWith('answer', 'req', 'res', undefined, undefined, 'own');
  });

  it('awaits a promise, and an Observable to which it resolves', async () => {
    const { handler } = setUp({ answer: async () => of(1, 2) });
    await expect(handler.invoke()).resolves.toBe(2);
  });

  it('returns the last value of a synchronous Observable synchronously', () => {
    expect(setUp({ answer: () => of(1, 2, 3) }).handler.invoke()).toBe(3);
    expect(setUp({ answer: () => new Observable((s) => s.complete()) }).handler.invoke()).toBeUndefined();
  });

  it('returns the Observable to the transport if the result is a stream', () => {
    const { handler } = setUp({ answer: () => NEVER, profile: profile({ result: 'stream' }) });
    expect(handler.invoke()).toBe(NEVER);
  });

  it('allows a handler to request the stream', () => {
    expect(setUp({ answer: () => NEVER, result: 'stream' }).handler.invoke()).toBe(NEVER);
  });
});

describe('parameters', () => {
  it('reads them by source and key, and leaves undecorated positions undefined', () => {
    const { cats, handler } = setUp({
      parameters: [parameter({ index: 0, data: 'id' }), parameter({ index: 2, source: 'second' })],
    });
    handler.invoke({ id: 7 }, 'b');
    expect(cats.calls).toEqual([[7, undefined, 'b']]);
  });

  it.each([1, 2, 3, 5])('calls a handler of %i parameters', (count) => {
    const { cats, handler } = setUp({
      parameters: Array.from({ length: count }, (_, index) => parameter({ index })),
    });
    handler.invoke('x');
    expect(cats.calls).toEqual([Array(count).fill('x')]);
  });

  it('passes a value through its pipes in order, synchronously if they are synchronous', () => {
    const metadata = vi.fn();
    const { cats, handler } = setUp({
      parameters: [
        parameter({
          data: 'id',
          metatype: Number,
          pipes: [
            pipe((v, m) => {
              metadata(m);
              return Number(v);
            }),
            pipe((v) => v + 1),
          ],
        }),
      ],
    });
    expect(handler.invoke({ id: '41' })).toBe('answer');
    expect(cats.calls).toEqual([[42]]);
    expect(metadata).toHaveBeenCalledWith({ type: 'body', metatype: Number, data: 'id' });
  });

  it('runs asynchronous pipes of several parameters at the same time', async () => {
    const { cats, handler } = setUp({
      parameters: [
        parameter({ index: 0, pipes: [pipe(async (v) => v + 1), pipe((v) => v * 2)] }),
        parameter({ index: 1, pipes: [pipe(async (v) => v - 1)] }),
      ],
    });
    await expect(handler.invoke(1)).resolves.toBe('answer');
    expect(cats.calls).toEqual([[4, 0]]);
  });

  it('runs no pipes for sources without pipes', () => {
    const transform = vi.fn();
    const { cats, handler } = setUp({ parameters: [parameter({ source: 'second', pipes: [pipe(transform)] })] });
    handler.invoke(1, 'res');
    expect(transform).not.toHaveBeenCalled();
    expect(cats.calls).toEqual([['res']]);
  });

  it('creates custom parameters from the execution context, with pipes of type custom', () => {
    const types: unknown[] = [];
    const { cats, handler } = setUp({
      parameters: [
        parameter({
          source: (data, context) => `${data}:${context.switchToHttp().getRequest()}:${context.getHandler().name}`,
          data: 'user',
          pipes: [
            pipe((v, { type }) => {
              types.push(type);
              return v;
            }),
          ],
        }),
      ],
    });
    handler.invoke('req');
    expect(cats.calls).toEqual([['user:req:find']]);
    expect(types).toEqual(['custom']);
  });

  it('causes no unhandled rejection if another parameter fails first', async () => {
    const failure = new Error('sync');
    const caught = vi.fn();
    const { handler } = setUp({
      filters: [filter(caught)],
      parameters: [
        parameter({ index: 0, pipes: [pipe(() => Promise.reject(new Error('late')))] }),
        parameter({
          index: 1,
          pipes: [
            pipe(() => {
              throw failure;
            }),
          ],
        }),
      ],
    });
    handler.invoke(1);
    await new Promise(setImmediate); // an unhandled rejection would fail the run here
    expect(caught.mock.calls.map(([error]) => error)).toEqual([failure]);
  });
});

describe('transformed data', () => {
  const second: ParameterRecord[] = [{ index: 0, source: 'second', data: undefined, pipes: [], metatype: undefined }];

  it('are passed to parameters and undecorated handlers, synchronously if possible', () => {
    for (const parameters of [second, []]) {
      const { cats, handler } = setUp({ parameters, transformData: (data) => `${data}!` });
      expect(handler.invoke('client', 'data', 'ack')).toBe('answer');
      expect(cats.calls).toEqual([parameters === second ? ['data!'] : ['client', 'data!', 'ack']]);
    }
  });

  it('are awaited, and not computed for a call that a guard denies', async () => {
    const transformData = vi.fn(async (data: unknown) => `${data}!`);
    const { cats, handler } = setUp({ parameters: second, transformData });
    expect(await handler.invoke('client', 'data')).toBe('answer');
    expect(cats.calls).toEqual([['data!']]);
    const guards = [staticSlot<CanActivate>({ canActivate: () => false })];
    const denied = setUp({ parameters: second, guards, transformData });
    denied.handler.invoke('client', 'data');
    expect(transformData).toHaveBeenCalledOnce();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('invalid');
      },
    ],
    ['rejects', () => Promise.reject(new Error('invalid'))],
  ])('fail the call if the function %s', async (_how, transformData) => {
    const { cats, handler } = setUp({ parameters: second, transformData });
    expect(await handler.invoke('client', 'data')).toBeUndefined();
    expect(unhandled).toHaveBeenCalledWith(new Error('invalid'));
    expect(cats.calls).toEqual([]);
  });
});

describe('guards', () => {
  it('allow the call synchronously, and receive the execution context', () => {
    const seen: unknown[] = [];
    const { handler } = setUp({
      guards: [
        guard((context) => {
          seen.push(context.getClass(), context.getHandler(), context.getType(), context.getArgs());
          return true;
        }),
      ],
    });
    expect(handler.invoke(1, 2, 3)).toBe('answer');
    expect(seen).toEqual([Cats, Cats.prototype.find, 'test', [1, 2, 3]]);
  });

  it.each<[string, CanActivate['canActivate']]>([
    ['false', () => false],
    ['a promise of false', async () => false],
    ['an Observable of false', () => of(true, false)],
    ['a late Observable of false', () => timer(0).pipe(map(() => false))],
    ['an Observable of nothing', () => new Observable<boolean>((s) => s.complete())],
  ])('deny the call with %s, and later stages do not run', async (_name, canActivate) => {
    const later = vi.fn(() => true);
    const { cats, handler } = setUp({ guards: [guard(canActivate), guard(later)] });
    await handler.invoke();
    expect(unhandled.mock.calls).toEqual([[new Error('denied')]]);
    expect(later).not.toHaveBeenCalled();
    expect(cats.calls).toEqual([]);
  });

  it('run sequentially if they are asynchronous', async () => {
    const order: number[] = [];
    const { handler } = setUp({
      guards: [1, 2, 3].map((n) =>
        guard(async () => {
          order.push(n);
          return true;
        }),
      ),
    });
    await expect(handler.invoke()).resolves.toBe('answer');
    expect(order).toEqual([1, 2, 3]);
  });
});

describe('interceptors', () => {
  it('run around the handler in the given order', () => {
    const order: string[] = [];
    const around = (name: string) =>
      interceptor((_context, next) => {
        order.push(`${name} in`);
        return next.handle().pipe(tap(() => order.push(`${name} out`)));
      });
    const { handler } = setUp({
      interceptors: [around('a'), around('b')],
      answer: () => {
        order.push('handler');
        return 1;
      },
    });
    expect(handler.invoke()).toBe(1);
    expect(order).toEqual(['a in', 'b in', 'handler', 'b out', 'a out']);
  });

  it('are synchronous if everything inside is', () => {
    const { handler } = setUp({ interceptors: [interceptor((_c, next) => next.handle().pipe(map((v) => [v])))] });
    expect(handler.invoke()).toEqual(['answer']);
  });

  it('see each value of a stream, and the value of a promise', async () => {
    const seen: unknown[] = [];
    const watch = interceptor((_c, next) => next.handle().pipe(tap((v) => seen.push(v))));
    expect(setUp({ interceptors: [watch], answer: () => of(1, 2) }).handler.invoke()).toBe(2);
    await expect(setUp({ interceptors: [watch], answer: async () => of(3) }).handler.invoke()).resolves.toBe(3);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('may return a result instead of the handler', () => {
    const { cats, handler } = setUp({ interceptors: [interceptor(() => of('cached'))] });
    expect(handler.invoke()).toBe('cached');
    expect(cats.calls).toEqual([]);
  });

  it('run the handler once per subscription, and not without one', async () => {
    let handle!: CallHandler;
    const { cats, handler } = setUp({
      interceptors: [
        interceptor((_c, next) => {
          handle = next;
          return of('other');
        }),
      ],
    });
    handler.invoke();
    const rest = handle.handle();
    expect(cats.calls).toHaveLength(0);
    await lastValueFrom(rest);
    await lastValueFrom(rest);
    expect(cats.calls).toHaveLength(2);
  });

  it('may be asynchronous and may map errors', async () => {
    const caught = vi.fn();
    const { handler } = setUp({
      filters: [filter(caught)],
      interceptors: [interceptor(async (_c, next) => next.handle())],
      answer: () => {
        throw new Error('inner');
      },
    });
    await handler.invoke();
    expect(caught).toHaveBeenCalledWith(new Error('inner'), expect.anything());
  });

  it('unsubscribe from the stream of the handler when the subscriber unsubscribes', () => {
    const left = vi.fn();
    const { handler } = setUp({
      profile: profile({ result: 'stream' }),
      interceptors: [interceptor((_c, next) => next.handle().pipe(map((v) => v)))],
      answer: () => new Observable(() => left),
    });
    (handler.invoke() as Observable<unknown>).subscribe().unsubscribe();
    expect(left).toHaveBeenCalledOnce();
  });
});

describe('filters', () => {
  class Special extends Error {}
  const failing: [string, Parameters<typeof setUp>[0]][] = [
    [
      'the handler',
      {
        answer: () => {
          throw new Special();
        },
      },
    ],
    [
      'the promise of the handler',
      {
        answer: async () => {
          throw new Special();
        },
      },
    ],
    ['the Observable of the handler', { answer: () => throwError(() => new Special()) }],
    [
      'a guard',
      {
        guards: [
          guard(() => {
            throw new Special();
          }),
        ],
      },
    ],
    [
      'an asynchronous guard',
      {
        guards: [
          guard(async () => {
            throw new Special();
          }),
        ],
      },
    ],
    [
      'an interceptor',
      {
        interceptors: [
          interceptor(() => {
            throw new Special();
          }),
        ],
      },
    ],
    [
      'a pipe',
      {
        parameters: [
          parameter({
            pipes: [
              pipe(() => {
                throw new Special();
              }),
            ],
          }),
        ],
      },
    ],
    [
      'an asynchronous pipe',
      {
        parameters: [
          parameter({
            pipes: [
              pipe(async () => {
                throw new Special();
              }),
            ],
          }),
        ],
      },
    ],
    [
      'sending',
      {
        send: () => {
          throw new Special();
        },
      },
    ],
    [
      'sending later',
      {
        send: async () => {
          throw new Special();
        },
      },
    ],
  ];

  it.each(failing)('handle errors of %s once', async (_name, parts) => {
    const caught = vi.fn();
    const { handler } = setUp({ ...parts, filters: [filter(caught, Special), filter(unhandled)] });
    await expect(Promise.resolve(handler.invoke('request'))).resolves.toBeUndefined();
    expect(caught).toHaveBeenCalledOnce();
    expect(caught.mock.calls[0]?.[0]).toBeInstanceOf(Special);
    expect((caught.mock.lastCall?.[1] as ExecutionContext | undefined)?.getArgByIndex(0)).toBe('request');
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('are chosen by exception class in order of precedence, with the fallback last', () => {
    const special = vi.fn();
    const type = vi.fn();
    const parts = { filters: [filter(special, Special), filter(type, TypeError)] };
    for (const error of [new Special(), new TypeError(), new RangeError()]) {
      const { handler } = setUp({
        ...parts,
        answer: () => {
          throw error;
        },
      });
      handler.invoke();
    }
    expect(special).toHaveBeenCalledOnce();
    expect(type).toHaveBeenCalledOnce();
    expect(unhandled.mock.calls).toEqual([[expect.any(RangeError)]]);
  });

  it.each<[string, ExceptionFilter['catch']]>([
    [
      'throws',
      () => {
        throw new Error('filter');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('filter');
      },
    ],
  ])('pass the error of a filter that %s to the fallback', async (_name, handle) => {
    const { handler } = setUp({
      filters: [filter(handle)],
      answer: () => {
        throw new Error('first');
      },
    });
    await handler.invoke();
    expect(unhandled.mock.calls).toEqual([[new Error('filter')]]);
  });

  it('use the last resort if the fallback fails, too', () => {
    const { handler } = setUp({
      profile: profile({
        fallbackFilter: {
          catch: () => {
            throw new Error('fallback');
          },
        },
      }),
      answer: () => {
        throw new Error('first');
      },
    });
    expect(handler.invoke()).toBeUndefined();
    expect(unhandled.mock.calls).toEqual([['last resort', new Error('fallback')]]);
  });

  it('handle an error after the call', () => {
    const caught = vi.fn();
    const { handler } = setUp({ filters: [filter(caught)] });
    handler.fail(new Error('late'), 'request');
    expect(caught.mock.calls[0]?.[1].getHandler()).toBe(Cats.prototype.find);
  });
});

describe('contextual slots', () => {
  it('are filled per request, in one context for handler and filters', async () => {
    const opened: object[] = [];
    const contexts: unknown[] = [];
    const contextual = <T>(make: () => T | Promise<T>): Slot<T> => ({
      contextual: true,
      resolve: (contextId) => {
        contexts.push(contextId);
        return make();
      },
    });
    const made: Cats[] = [];
    const caught = vi.fn();
    const { handler } = setUp({
      openContext: (request) => {
        opened.push(request);
        return { id: opened.indexOf(request) };
      },
      guards: [contextual(() => ({ canActivate: () => true }))],
      parameters: [parameter({ pipes: [contextual(async () => ({ transform: (v: object) => Object.keys(v) }))] })],
      filters: [{ slot: contextual(() => ({ catch: caught })), catches: [] }],
      ...({
        instance: contextual(() => {
          const cats = new Cats();
          cats.answer = (keys) => {
            if ((keys as string[]).includes('bad')) throw new Error('bad');
            return keys;
          };
          made.push(cats);
          return cats;
        }),
      } as object),
    });
    await expect(handler.invoke({ good: 1 })).resolves.toEqual(['good']);
    const bad = { bad: 1 };
    await expect(handler.invoke(bad)).resolves.toBeUndefined();
    expect(made).toHaveLength(2);
    expect(caught).toHaveBeenCalledOnce();
    expect(opened.slice(1)).toEqual([bad, bad]);
    expect(new Set(contexts.slice(3)).size).toBe(2); // two openings of the same request, the test gives equal ids
    expect(contexts.slice(3).every((context) => (context as { id: number }).id === 1)).toBe(true);
  });
});

describe('the outcome of a call for a transport', () => {
  const refuses = () => {
    throw new Error('bad');
  };

  it('is the failure value after an error, synchronous or asynchronous', async () => {
    const failed = Symbol('failed');
    const sync = setUp({ failed, answer: refuses }).handler;
    expect(sync.invoke('a')).toBe(failed);
    const later = setUp({ failed, answer: async () => refuses() }).handler;
    await expect(later.invoke('a')).resolves.toBe(failed);
    expect(sync.fail(new Error('later'), 'a')).toBeUndefined();
  });

  it('is the result of the handler, before interceptors change it', async () => {
    const onReturn = vi.fn();
    const intercept = (_context: ExecutionContext, next: CallHandler) => next.handle().pipe(map(() => 'changed'));
    const { handler } = setUp({ onReturn, interceptors: [staticSlot<NestInterceptor>({ intercept })] });
    expect(await handler.invoke('a', 'b', 'c', 'd', 'own')).toBe('changed');
    expect(onReturn.mock.calls).toEqual([['answer', 'own', 'a']]);
  });

  it('is undefined, and the handler is not called, if it is cancelled while a stage runs', async () => {
    const later = [staticSlot<PipeTransform>({ transform: async (value: unknown) => value })];
    const stages = [
      { guards: [staticSlot<CanActivate>({ canActivate: async () => true })] },
      { parameters: [parameter({ index: 0, pipes: later })] },
      { transformData: async (data: unknown) => data },
    ];
    for (const stage of stages) {
      let isCancelled = false;
      const hooks = { isCancelled: () => isCancelled, mayCall: () => !isCancelled };
      const { handler, cats } = setUp({ ...stage, ...hooks });
      expect(handler.isDirect).toBe(false);
      const result = handler.invoke('a');
      isCancelled = true;
      expect([await result, cats.calls]).toEqual([undefined, []]);
    }
  });

  it('does not ask whether a handler without stages may be called', () => {
    const mayCall = vi.fn();
    const { handler } = setUp({ mayCall });
    expect([handler.isDirect, handler.invoke('a'), mayCall.mock.calls]).toEqual([true, 'answer', []]);
  });

  it.each([0, 1, 2, 3])(
    'is a separate record that is passed to parameter readers, with %i earlier parameters',
    async (before) => {
      const readOwn = profile({ readParameter: () => (_a0, _a1, _a2, _a3, own) => own });
      const parameters = Array.from({ length: before + 1 }, (_, index) => parameter({ index, pipes: [] }));
      const guards = [staticSlot<CanActivate>({ canActivate: async () => true })];
      const { handler, cats } = setUp({ profile: readOwn, parameters, guards });
      await handler.invoke('a', 'b', 'c', 'd', 'own');
      expect(cats.calls).toEqual([new Array(before + 1).fill('own')]);
    },
  );
});
