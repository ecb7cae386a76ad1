import { Injectable, Scope } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { createContextId } from '../container/context-id.js';
import { boot, bootError, failure } from './boot.fixture.js';
import { inject } from './inject.js';

const providersOf = (...providers: unknown[]): object => ({ module: class App {}, providers });

describe('inject()', () => {
  it('returns dependencies in field initializers, constructors and factories, constructed or not', async () => {
    class Repository {
      readonly clock = inject(Clock);
    }
    class Clock {}
    class Service {
      readonly repository = inject(Repository);
      readonly port: number;
      constructor() {
        this.port = inject<number>('port');
      }
    }
    const { get } = await boot(
      providersOf(
        Service,
        Repository,
        Clock,
        { provide: 'port', useValue: 80 },
        { provide: 'made', useFactory: () => [inject(Service), inject('port')] },
      ),
    );
    expect(get(Service).repository).toBe(get(Repository));
    expect(get(Repository).clock).toBe(get(Clock));
    expect(get('made')).toEqual([get(Service), 80]);
  });

  it('returns undefined for an optional token without a provider', async () => {
    class Service {
      readonly cache = inject('cache', { optional: true });
    }
    const { get } = await boot(providersOf(Service));
    expect(get(Service).cache).toBeUndefined();
  });

  it('returns the instances of their context to request-scoped dependents', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Session {}
    @Injectable({ scope: Scope.REQUEST })
    class Handler {
      readonly session = inject(Session);
    }
    const { record, resolver } = await boot(providersOf(Handler, Session));
    const context = createContextId();
    const handler = resolver.resolve(record(Handler), context) as Handler;
    expect(handler.session).toBe(resolver.resolve(record(Session), context));
  });

  it('returns a separate transient instance to each dependent', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Log {}
    class One {
      readonly log = inject(Log);
    }
    class Two {
      readonly log = inject(Log);
    }
    const { get } = await boot(providersOf(One, Two, Log));
    expect(get(One).log).not.toBe(get(Two).log);
  });

  it('throws while nothing is being constructed', async () => {
    class Service {
      later(): unknown {
        return inject('port');
      }
    }
    const { get } = await boot(providersOf(Service));
    expect((await failure(() => get(Service).later())).code).toBe('PORTICO_INJECT_OUTSIDE');
    const error = await bootError(
      providersOf({
        provide: 'late',
        useFactory: async () => {
          await null;
          return inject('port');
        },
      }),
    );
    expect(error.code).toBe('PORTICO_INJECT_OUTSIDE');
  });

  it('throws for asynchronous factories, and says what to do', async () => {
    class Service {
      readonly late = inject('late');
    }
    const error = await bootError(providersOf(Service, { provide: 'late', useFactory: async () => 1 }));
    expect(error.code).toBe('PORTICO_INJECT_PENDING');
    expect(error.message).toContain('Service in App calls inject(late)');
  });

  it('throws for request-scoped providers in singletons', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Session {}
    class Service {
      readonly session = inject(Session);
    }
    const error = await bootError(providersOf(Service, Session));
    expect(error.code).toBe('PORTICO_SCOPED_PROVIDER');
    expect(error.message).toContain('inject(Session) in Service');
  });

  it('reports an unknown dependency and its dependent', async () => {
    class Service {
      readonly missing = inject('missing');
    }
    const error = await bootError(providersOf(Service));
    expect(error.code).toBe('PORTICO_UNKNOWN_DEPENDENCY');
    expect(error.message).toContain('Service');
    expect(error.message).toContain('missing');
  });

  it.each([
    ['singletons', Scope.DEFAULT],
    ['request-scoped providers', Scope.REQUEST],
  ])('reports a cycle of %s', async (_, scope) => {
    @Injectable({ scope })
    class A {
      readonly b: unknown = inject(B);
    }
    @Injectable({ scope })
    class B {
      readonly c: unknown = inject(C);
    }
    @Injectable({ scope })
    class C {
      readonly a: unknown = inject(A);
    }
    const error = await failure(async () => {
      const { record, resolver } = await boot(providersOf(A, B, C));
      resolver.resolve(record(A), createContextId());
    });
    expect(error.code).toBe('PORTICO_CIRCULAR_DEPENDENCY');
    expect(error.message).toMatch(/A -> B -> C -> A|B -> C -> A -> B/);
  });
});
