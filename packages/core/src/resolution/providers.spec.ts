import { setImmediate } from 'node:timers/promises';
import { forwardRef, Inject, Injectable, Module, Optional, type Type } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { Container } from '../container/container.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { boot } from './boot.fixture.js';
import { Resolver } from './resolver.js';

const providersOf = (...providers: unknown[]): object => ({ module: class App {}, providers });

describe('providers', () => {
  it('creates one instance of each class with its dependencies', async () => {
    @Injectable()
    class Repository {}
    @Injectable()
    class First {
      constructor(readonly repository: Repository) {}
    }
    @Injectable()
    class Second {
      constructor(
        readonly repository: Repository,
        readonly first: First,
      ) {}
    }
    const { get } = await boot(providersOf(Second, First, Repository));
    expect(get(Second).repository).toBe(get(Repository));
    expect(get(Second).first).toBe(get(First));
    expect(get(First).repository).toBe(get(Repository));
  });

  it('supports strings, symbols, classes and abstract classes as tokens', async () => {
    abstract class Clock {
      abstract now(): number;
    }
    class FixedClock extends Clock {
      now() {
        return 5;
      }
    }
    const PORT = Symbol('port');
    @Injectable()
    class Service {
      constructor(
        readonly clock: Clock,
        @Inject(PORT) readonly port: number,
        @Inject('host') readonly host: string,
      ) {}
    }
    const { get } = await boot(
      providersOf(
        Service,
        { provide: Clock, useClass: FixedClock },
        { provide: PORT, useValue: 80 },
        { provide: 'host', useValue: 'local' },
      ),
    );
    expect(get(Service)).toMatchObject({ port: 80, host: 'local' });
    expect(get(Service).clock.now()).toBe(5);
  });

  it('does not change values, including undefined, null and false', async () => {
    const { get } = await boot(
      providersOf(
        { provide: 'u', useValue: undefined },
        { provide: 'n', useValue: null },
        { provide: 'f', useValue: false },
        {
          provide: 'seen',
          useFactory: (...args: unknown[]) => args,
          inject: ['u', 'n', 'f'],
        },
      ),
    );
    expect(get('seen')).toEqual([undefined, null, false]);
  });

  it('awaits values that are promises', async () => {
    const { get } = await boot(
      providersOf(
        { provide: 'late', useValue: Promise.resolve(7) },
        { provide: 'next', useFactory: (late: number) => late + 1, inject: ['late'] },
      ),
    );
    expect(get('late')).toBe(7);
    expect(get('next')).toBe(8);
  });

  it('calls factories with their dependencies, and undefined for a missing optional one', async () => {
    const { get } = await boot(
      providersOf(
        { provide: 'a', useValue: 1 },
        {
          provide: 'sum',
          useFactory: (...args: unknown[]) => args,
          inject: ['a', { token: 'missing', optional: true }, { token: 'a', optional: false }],
        },
      ),
    );
    expect(get('sum')).toEqual([1, undefined, 1]);
  });

  it('creates all instances synchronously if nothing is a promise', () => {
    class Leaf {}
    @Injectable()
    class Root {
      constructor(readonly leaf: Leaf) {}
    }
    const container = new Container();
    expect(new ModuleScanner(container).scan(providersOf(Root, Leaf))).not.toBeInstanceOf(Promise);
    expect(new Resolver(container).resolveAll()).toBeUndefined();
    expect(container.recordsOf(Root)[0]?.instance).toEqual({ leaf: new Leaf() });
  });

  it('runs independent asynchronous factories at the same time, and only their dependents wait', async () => {
    const log: string[] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = (name: string) => ({
      provide: name,
      useFactory: async () => {
        log.push(`start ${name}`);
        await gate;
        return name;
      },
    });
    class Independent {
      constructor() {
        log.push('independent');
      }
    }
    @Injectable()
    class Dependent {
      constructor(
        @Inject('a') readonly a: string,
        @Inject('b') readonly b: string,
      ) {
        log.push('dependent');
      }
    }
    const booting = boot(providersOf(Dependent, slow('a'), slow('b'), Independent));
    await setImmediate();
    expect(log).toEqual(['start a', 'start b', 'independent']);
    release();
    const { get } = await booting;
    expect(get(Dependent)).toMatchObject({ a: 'a', b: 'b' });
    expect(log.at(-1)).toBe('dependent');
  });

  it('does not treat an instance with a method `then` as a promise', async () => {
    class Query {
      // biome-ignore lint/suspicious/noThenProperty: query builders of libraries have such a method
      then(): void {
        throw new Error('was awaited');
      }
    }
    @Injectable()
    class Service {
      constructor(readonly query: Query) {}
    }
    const { get } = await boot(providersOf(Service, Query));
    expect(get(Service).query).toBe(get(Query));
  });

  it('resolves an alias to the instance of its target, even through other aliases', async () => {
    class Service {}
    const { get } = await boot(
      providersOf({ provide: 'second', useExisting: 'first' }, { provide: 'first', useExisting: Service }, Service, {
        provide: 'user',
        useFactory: (service: Service) => service,
        inject: ['second'],
      }),
    );
    expect(get('first')).toBe(get(Service));
    expect(get('second')).toBe(get(Service));
    expect(get('user')).toBe(get(Service));
  });

  it('uses the last of several definitions of a token', async () => {
    class Service {}
    const { get } = await boot(
      providersOf(
        Service,
        { provide: 'x', useValue: 1 },
        { provide: Service, useValue: 'mock' },
        { provide: 'x', useValue: 2 },
      ),
    );
    expect(get(Service)).toBe('mock');
    expect(get('x')).toBe(2);
  });

  it('omits an optional parameter that only the provider itself could satisfy, and a property without a value', async () => {
    @Injectable()
    class Node {
      @Inject('nothing') readonly name: string = 'unnamed';
      @Inject('null') readonly title: string = 'untitled';
      constructor(@Optional() @Inject('node') readonly parent?: unknown) {}
    }
    const { get } = await boot(
      providersOf(
        { provide: 'node', useClass: Node },
        { provide: 'nothing', useValue: undefined },
        { provide: 'null', useFactory: () => null },
      ),
    );
    expect(get('node')).toEqual({ parent: undefined, name: 'unnamed', title: 'untitled' });
  });

  it('omits optional parameters and properties without a provider', async () => {
    @Injectable()
    class Service {
      @Optional() @Inject('missing') readonly property: unknown = 'default';
      constructor(@Optional() @Inject('missing') readonly parameter: unknown) {}
    }
    const { get } = await boot(providersOf(Service));
    expect(get(Service).parameter).toBeUndefined();
    expect(get(Service).property).toBe('default');
  });

  it('creates classes of libraries without decorators and without arguments', async () => {
    class Client {
      constructor(readonly options?: object) {}
    }
    @Injectable()
    class Database extends Client {}
    const { get } = await boot(providersOf(Database));
    expect(get(Database).options).toBeUndefined();
  });
});

describe('inheritance', () => {
  @Injectable()
  class Logger {}

  it('uses the constructor of the parent for a class without one', async () => {
    @Injectable()
    class Parent {
      constructor(readonly logger: Logger) {}
    }
    @Injectable()
    class Child extends Parent {}
    const { get } = await boot(providersOf(Child, Logger));
    expect(get(Child).logger).toBe(get(Logger));
  });

  it('sets the injected properties of ancestors, and those that a child redeclares', async () => {
    class Parent {
      @Inject(Logger) readonly logger!: Logger;
      @Inject('name') readonly name!: string;
    }
    @Injectable()
    class Child extends Parent {
      @Inject('other') declare readonly name: string;
      @Inject('own') readonly own!: string;
    }
    const { get } = await boot(
      providersOf(
        Child,
        Logger,
        { provide: 'name', useValue: 'parent' },
        { provide: 'other', useValue: 'child' },
        { provide: 'own', useValue: 'own' },
      ),
    );
    expect(get(Child)).toMatchObject({ name: 'child', own: 'own' });
    expect(get(Child).logger).toBe(get(Logger));
  });
});

describe('circular dependencies with forwardRef', () => {
  it('injects the constructed instances into each other', async () => {
    @Injectable()
    class Cats {
      readonly kind = 'cats';
      constructor(@Inject(forwardRef(() => Dogs)) readonly dogs: object) {}
    }
    @Injectable()
    class Dogs {
      readonly kind = 'dogs';
      constructor(@Inject(forwardRef(() => Cats)) readonly cats: object) {}
    }
    const { get } = await boot(providersOf(Cats, Dogs));
    expect(get(Cats).dogs).toBe(get(Dogs));
    expect(get(Dogs).cats).toBe(get(Cats));
    expect(get(Cats)).toBeInstanceOf(Cats);
    expect((get(Dogs).cats as Cats).kind).toBe('cats');
  });

  it.each([['the side with it first'], ['the side without it first']])('is enough on one side, %s', async (order) => {
    @Injectable()
    class A {
      constructor(@Inject(forwardRef(() => B)) readonly b: object) {}
    }
    @Injectable()
    class B {
      constructor(readonly a: A) {}
    }
    const { get } = await boot(order.startsWith('the side with it') ? providersOf(A, B) : providersOf(B, A));
    expect(get(A).b).toBe(get(B));
    expect(get(B).a).toBe(get(A));
  });

  it('supports properties, and asynchronous factories in the cycle', async () => {
    @Injectable()
    class A {
      @Inject(forwardRef(() => B)) readonly b!: object;
    }
    @Injectable()
    class B {
      @Inject(A) readonly a!: A;
      constructor(@Inject('late') readonly late: number) {}
    }
    const { get } = await boot(providersOf(A, B, { provide: 'late', useFactory: async (_a: A) => 3, inject: [A] }));
    expect(get(A).b).toBe(get(B));
    expect(get(B).a).toBe(get(A));
    expect(get(B).late).toBe(3);
  });

  it('is constructed before a provider that depends on it, even one of another circular dependency', async () => {
    const seen: unknown[] = [];
    @Injectable()
    class Left {
      readonly name = 'left';
      constructor(@Inject(forwardRef(() => Right)) readonly right: object) {}
    }
    @Injectable()
    class Right {
      constructor(@Inject(forwardRef(() => Left)) readonly left: object) {}
    }
    @Injectable()
    class Outer {
      constructor(
        @Inject(forwardRef(() => Other)) readonly other: object,
        left: Left,
      ) {
        seen.push(left.name);
      }
    }
    @Injectable()
    class Other {
      constructor(@Inject(forwardRef(() => Outer)) readonly outer: object) {}
    }
    await boot(providersOf(Outer, Other, Left, Right));
    expect(seen).toEqual(['left']);
  });

  it('supports modules that import each other with forwardRef', async () => {
    @Injectable()
    class Left {
      constructor(@Inject(forwardRef(() => Right)) readonly right: object) {}
    }
    @Injectable()
    class Right {
      constructor(@Inject(forwardRef(() => Left)) readonly left: object) {}
    }
    @Module({ imports: [forwardRef((): Type => RightModule)], providers: [Left], exports: [Left] })
    class LeftModule {}
    @Module({ imports: [forwardRef(() => LeftModule)], providers: [Right], exports: [Right] })
    class RightModule {}
    const { get, container } = await boot(LeftModule);
    expect(get(Left).right).toBe(get(Right));
    expect(get(Right).left).toBe(get(Left));
    expect(container.modules.size).toBe(2);
  });

  it('allows a factory in a cycle if a class of the cycle comes first', async () => {
    @Injectable()
    class A {
      constructor(@Inject(forwardRef(() => 'factory')) readonly made: { a: unknown }) {}
    }
    const { get } = await boot(providersOf(A, { provide: 'factory', useFactory: (a: A) => ({ a }), inject: [A] }));
    expect(get(A).made.a).toBe(get(A));
  });
});

describe('overrides and substitutes', () => {
  it('replaces all providers of a token', async () => {
    class Real {}
    @Injectable()
    class User {
      constructor(readonly real: Real) {}
    }
    const { get } = await boot(providersOf(User, Real), {
      scanned: ({ container }) =>
        expect(container.override(Real, { useFactory: (name: unknown) => ({ mock: name }), inject: [] })).toBe(1),
    });
    expect(get(User).real).toEqual({ mock: undefined });
  });

  it('requests a substitute once for a token without a provider', async () => {
    class Missing {}
    @Injectable()
    class One {
      constructor(readonly missing: Missing) {}
    }
    @Injectable()
    class Two {
      constructor(readonly missing: Missing) {}
    }
    const asked: unknown[] = [];
    const { get } = await boot(providersOf(One, Two), {
      scanned: ({ resolver }) =>
        resolver.missing.use((token) => {
          asked.push(token);
          return { mock: true };
        }),
    });
    expect(get(One).missing).toEqual({ mock: true });
    expect(get(Two).missing).toBe(get(One).missing);
    expect(asked).toEqual([Missing]);
  });

  it('allows a function to decorate the instances of classes', async () => {
    class Service {}
    const { get } = await boot(providersOf(Service, { provide: 'v', useValue: 1 }), {
      scanned: ({ resolver }) =>
        resolver.decorateInstances((instance) => Object.assign(instance as object, { decorated: true })),
    });
    expect(get(Service)).toMatchObject({ decorated: true });
    expect(get('v')).toBe(1);
  });
});
