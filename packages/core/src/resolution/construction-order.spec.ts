import { Controller, forwardRef, Global, Inject, Injectable, Module, Scope, type Type } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { boot } from './boot.fixture.js';

/** The expected orders were observed with the same modules on NestJS 12. */
describe('the order of construction', () => {
  let log: string[] = [];

  function provider(name: string, dependencies: readonly Type[] = [], scope?: Scope): Type {
    const type = {
      [name]: class {
        readonly dependencies: readonly unknown[];
        constructor(...args: unknown[]) {
          log.push(name);
          this.dependencies = args;
        }
      },
    }[name] as Type;
    Reflect.defineMetadata('design:paramtypes', dependencies, type);
    Injectable({ scope })(type);
    return type;
  }

  function factory(provide: string, inject: readonly (string | Type)[] = [], microtasks?: number) {
    const make = () => {
      log.push(provide);
      return { provide };
    };
    const makeLater = async () => {
      for (let passed = 0; passed < (microtasks ?? 0); passed++) await undefined;
      return make();
    };
    return { provide, inject: [...inject], useFactory: microtasks === undefined ? make : makeLater };
  }

  function module(name: string, metadata: Parameters<typeof Module>[0], isGlobal = false): Type {
    const type = provider(name);
    Module(metadata)(type);
    if (isGlobal) Global()(type);
    return type;
  }

  async function orderOf(root: Type): Promise<string> {
    log = [];
    await boot(root);
    return log.join(' ');
  }

  it('constructs providers without dependencies first, and then layer by layer across modules', async () => {
    const a = provider('A');
    const b = provider('B', [a]);
    const c = provider('C', [b]);
    const other = module('Other', { providers: [factory('x'), factory('y', ['x'])] });
    const root = module('Root', { imports: [other], providers: [c, b, a, provider('D')] });
    expect(await orderOf(root)).toBe('x Root A D Other y B C');
  });

  it('runs the loader of a global module that is imported last before factories with dependencies', async () => {
    const settings = module('Settings', { providers: [factory('load')], exports: ['load'] }, true);
    const feature = module('Feature', { providers: [factory('options'), factory('client', ['options'])] });
    const root = module('Root', { imports: [feature, settings] });
    expect(await orderOf(root)).toBe('options load Root Feature Settings client');
  });

  it('constructs enhancers and controllers of a module after its providers', async () => {
    const a = provider('A');
    const b = provider('B', [a]);
    const controller = provider('Cats', [a]);
    Controller()(controller);
    const simple = provider('Dogs');
    Controller()(simple);
    const other = module('Other', { controllers: [simple] });
    const root = module('Root', { imports: [other], providers: [a, b], controllers: [controller] });
    expect(await orderOf(root)).toBe('Root A Other B Dogs Cats');
  });

  it('keeps the order of awaited dependencies', async () => {
    const root = module('Root', {
      providers: [
        factory('d1', ['b2']),
        factory('d2', ['b1']),
        factory('a'),
        factory('b1', ['a']),
        factory('b2', ['a']),
        factory('e1', ['d1']),
        factory('e2', ['d2']),
      ],
    });
    expect(await orderOf(root)).toBe('a Root b1 b2 d2 d1 e2 e1');
  });

  it('constructs transient dependencies before their dependents', async () => {
    const transient = provider('T', [], Scope.TRANSIENT);
    const a = provider('A', [transient]);
    const b = provider('B', [transient]);
    const root = module('Root', { providers: [a, transient, b, provider('D'), provider('E')] });
    expect(await orderOf(root)).toBe('Root D E T T A B');
  });

  it('injects one instance into a dependent that injects a transient provider several times', async () => {
    const transient = provider('T', [], Scope.TRANSIENT);
    const a = provider('A', [transient, transient]);
    Inject(transient)(a.prototype as object, 'property');
    Inject(transient)(a.prototype as object, 'another');
    log = [];
    const { get } = await boot(module('Root', { providers: [transient, a] }));
    const [first, second] = (get(a) as { dependencies: unknown[] }).dependencies;
    expect(log.join(' ')).toBe('Root T A');
    expect(second).toBe(first);
    expect(get(a)).toMatchObject({ property: first, another: first });
    const b = provider('B');
    Inject(transient)(b.prototype as object, 'property');
    Inject(transient)(b.prototype as object, 'another');
    expect(await orderOf(module('Root', { providers: [transient, b] }))).toBe('Root T B');
  });

  it('constructs a transient dependency of a controller after an asynchronous factory of its module', async () => {
    const transient = provider('T', [], Scope.TRANSIENT);
    const controller = provider('Cats', [transient]);
    Controller()(controller);
    const other = module('Other', { providers: [factory('slow', [], 40)], exports: ['slow'] });
    const root = module('Root', {
      imports: [other],
      providers: [transient, factory('after', ['slow'])],
      controllers: [controller],
    });
    expect(await orderOf(root)).toBe('Root Other slow after T Cats');
  });

  it('creates dependents of an asynchronous factory in order, and everything else in the meantime', async () => {
    const providers = [factory('s'), factory('t', ['s']), factory('u', ['t']), factory('v', ['u'])];
    const withFactory = (microtasks: number) =>
      module('Root', { providers: [factory('slow', [], microtasks), factory('after', ['slow']), ...providers] });
    expect(await orderOf(withFactory(0))).toBe('slow s Root after t u v');
    expect(await orderOf(withFactory(4))).toBe('s Root slow after t u v');
    expect(await orderOf(withFactory(15))).toBe('s Root t slow u after v');
    expect(await orderOf(withFactory(400))).toBe('s Root t u v slow after');
  });

  it('injects a class of a cycle before it is constructed if waiting would never end', async () => {
    const a = provider('A', [Object]);
    const b = provider('B', [a]);
    Inject(forwardRef(() => b))(a, undefined, 0);
    const root = module('Root', { providers: [a, b, provider('D')] });
    log = [];
    const { get } = await boot(root);
    expect(log.join(' ')).toBe('Root D B A');
    expect(get(b)).toMatchObject({ dependencies: [get(a)] });
    expect(get(a)).toMatchObject({ dependencies: [get(b)] });
  });

  it('waits for a class of a cycle whose forward reference is a property', async () => {
    const a = provider('A');
    const b = provider('B', [a]);
    Inject(forwardRef(() => b))(a.prototype as object, 'property');
    for (const providers of [
      [a, b],
      [b, a],
    ]) {
      log = [];
      const { get } = await boot(module('Root', { providers }));
      expect(log.join(' ')).toBe('Root A B');
      expect((get(b) as { dependencies: unknown[] }).dependencies[0]).toBe(get(a));
      expect((get(a) as { property: unknown }).property).toBe(get(b));
    }
  });

  it('orders a cycle of a class and a factory that is injected as a property', async () => {
    const a = provider('A');
    const root = module('Root', { providers: [a, factory('made', ['next']), factory('next', [a])] });
    Inject(forwardRef(() => 'made'))(a.prototype as object, 'property');
    expect(await orderOf(root)).toBe('Root next made A');
  });

  it('waits for a forward reference, even through a transient provider', async () => {
    const a = provider('A');
    const b = provider('B', [a]);
    const transient = provider('T', [Object], Scope.TRANSIENT);
    Inject(forwardRef(() => b))(transient, undefined, 0);
    const feature = module('Feature', { providers: [transient, b, a], exports: [transient] });
    const root = provider('Root', [transient]);
    Module({ imports: [feature] })(root);
    expect(await orderOf(root)).toBe('Feature A B T Root');
  });

  it('constructs a transient controller once for all of its handlers', async () => {
    const controller = provider('Cats');
    Controller({ scope: Scope.TRANSIENT })(controller);
    log = [];
    const { resolver, record } = await boot(module('Root', { controllers: [controller] }));
    expect(log.join(' ')).toBe('Root Cats');
    const [first, second] = [resolver.slotOf(record(controller)), resolver.slotOf(record(controller))];
    expect(first).toEqual(second);
    expect(log.join(' ')).toBe('Root Cats');
  });

  it('does not delay controllers by transient providers that nothing injects while a factory runs', async () => {
    const a = provider('A');
    const b = provider('B', [a]);
    const c = provider('C', [b]);
    const feature = module('Feature', { providers: [factory('late', [], 0), a, b, c], exports: [c] });
    const unused = provider('Unused', [c], Scope.TRANSIENT);
    const controller = provider('Controls');
    Controller('controls')(controller);
    log = [];
    await boot(module('Root', { imports: [feature], providers: [unused], controllers: [controller] }));
    expect(log.join(' ')).toBe('late Root Feature A B Controls C');
  });

  it('completes if an asynchronous factory depends on a cycle with another factory', async () => {
    const User = provider('User');
    Inject('made')(User, undefined as never, 0);
    const made = { provide: 'made', inject: [forwardRef(() => User)], useFactory: (user: object) => ({ user }) };
    const late = { provide: 'late', inject: [forwardRef(() => User)], useFactory: async () => 'late' };
    const { get } = await boot(module('Root', { providers: [late, made, User] }));
    expect(get('late')).toBe('late');
    expect(get<{ user: unknown }>('made').user).toBe(get(User));
  });
});
