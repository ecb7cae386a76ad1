import { setImmediate } from 'node:timers/promises';
import { forwardRef, Inject, Injectable, Module, Optional, type Type } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { Container } from '../container/container.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { boot } from './boot.fixture.js';
import { Resolver } from './resolver.js';

const providersOf = (...providers: unknown[]): object => ({ module: class App {}, providers });

describe('providers', () => {
  it('makes classes with what their constructors ask for, one instance of each', async () => {
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

  it('knows tokens that are strings, symbols, classes and abstract classes', async () => {
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

  it('keeps values as they are, undefined, null and false included', async () => {
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

  it('waits for values that are promises', async () => {
    const { get } = await boot(
      providersOf(
        { provide: 'late', useValue: Promise.resolve(7) },
        { provide: 'next', useFactory: (late: number) => late + 1, inject: ['late'] },
      ),
    );
    expect(get('late')).toBe(7);
    expect(get('next')).toBe(8);
  });

  it('calls factories with what they inject; an optional one that is missing is undefined', async () => {
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

  it('makes everything in one synchronous pass as long as nothing is a promise', () => {
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

  it('runs independent asynchronous factories at the same time, and waits only where something depends on them', async () => {
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

  it('never takes an instance with a `then` of its own for a promise', async () => {
    class Query {
      // biome-ignore lint/suspicious/noThenProperty: query builders of libraries have one
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

  it('gives an alias the very instance of its target, however long the way', async () => {
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

  it('uses the last of several definitions under one token', async () => {
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

  it('leaves out an optional parameter that only the provider itself would fit, and a property without a value', async () => {
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

  it('leaves optional parameters and properties out when nothing provides them', async () => {
    @Injectable()
    class Service {
      @Optional() @Inject('missing') readonly property: unknown = 'default';
      constructor(@Optional() @Inject('missing') readonly parameter: unknown) {}
    }
    const { get } = await boot(providersOf(Service));
    expect(get(Service).parameter).toBeUndefined();
    expect(get(Service).property).toBe('default');
  });

  it('makes classes of libraries, which carry no decorator, without arguments', async () => {
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

  it('hands the constructor of the parent to a class without one', async () => {
    @Injectable()
    class Parent {
      constructor(readonly logger: Logger) {}
    }
    @Injectable()
    class Child extends Parent {}
    const { get } = await boot(providersOf(Child, Logger));
    expect(get(Child).logger).toBe(get(Logger));
  });

  it('fills the injected properties of ancestors, and those that a child declares anew', async () => {
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
  it('gives both sides the finished instance of the other', async () => {
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

  it('works by properties, and when a factory of the cycle is asynchronous', async () => {
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

  it('crosses modules that import each other by forwardRef', async () => {
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

  it('allows a factory in a cycle when a class of it comes first', async () => {
    @Injectable()
    class A {
      constructor(@Inject(forwardRef(() => 'factory')) readonly made: { a: unknown }) {}
    }
    const { get } = await boot(providersOf(A, { provide: 'factory', useFactory: (a: A) => ({ a }), inject: [A] }));
    expect(get(A).made.a).toBe(get(A));
  });
});

describe('replacing and substituting', () => {
  it('replaces what goes by a token everywhere', async () => {
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

  it('asks for a substitute, once, when nothing provides a token', async () => {
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

  it('lets a function decorate the instances of classes', async () => {
    class Service {}
    const { get } = await boot(providersOf(Service, { provide: 'v', useValue: 1 }), {
      scanned: ({ resolver }) =>
        resolver.decorateInstances((instance) => Object.assign(instance as object, { decorated: true })),
    });
    expect(get(Service)).toMatchObject({ decorated: true });
    expect(get('v')).toBe(1);
  });
});
