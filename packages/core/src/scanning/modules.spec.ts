import {
  Body,
  Controller,
  type DynamicModule,
  forwardRef,
  Get,
  Global,
  Injectable,
  type InjectionToken,
  Module,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { Container } from '../container/container.js';
import { APP_GUARD, APP_PIPE, TOKEN_BRAND } from '../container/core-tokens.js';
import { boot } from '../resolution/boot.fixture.js';
import { Resolver } from '../resolution/resolver.js';
import { ModuleScanner } from './module-scanner.js';
import { registerInjectable } from './provider-definitions.js';

const value = (provide: string, useValue: unknown = provide) => ({ provide, useValue });
/** A provider that exposes what its module can inject. */
const sees = (name: string, ...tokens: InjectionToken[]) => ({
  provide: name,
  useFactory: (...args: unknown[]) => args,
  inject: tokens.map((token) => ({ token, optional: true })),
});

describe('imports and exports', () => {
  it('give a module access only to exports of its imports', async () => {
    @Module({ providers: [value('public'), value('private')], exports: ['public'] })
    class Library {}
    @Module({ imports: [Library], providers: [sees('seen', 'public', 'private')] })
    class App {}
    const { get } = await boot(App);
    expect(get('seen')).toEqual(['public', undefined]);
  });

  it('with the same token: the last one is used, even for a class that is listed twice', async () => {
    class Cats {}
    const instead = { provide: Cats, useValue: 'instead' };
    @Module({ providers: [Cats, instead] })
    class Instead {}
    @Module({ providers: [Cats, instead, Cats] })
    class Again {}
    expect((await boot(Instead)).get<unknown>(Cats)).toBe('instead');
    expect((await boot(Again)).get<unknown>(Cats)).toBeInstanceOf(Cats);
  });

  it('do not include imports that a module does not export', async () => {
    @Module({ providers: [value('deep')], exports: ['deep'] })
    class Deep {}
    @Module({ imports: [Deep] })
    class Middle {}
    @Module({ imports: [Deep], exports: [Deep] })
    class Exporting {}
    @Module({ imports: [Middle], providers: [sees('without', 'deep')] })
    class Without {}
    @Module({ imports: [Exporting, Without], providers: [sees('with', 'deep')] })
    class App {}
    const { get } = await boot(App);
    expect(get('with')).toEqual(['deep']);
    expect(get('without')).toEqual([undefined]);
  });

  it('pass exports on through any number of modules, including cycles', async () => {
    @Module({ imports: [forwardRef((): Type => Second)], exports: [forwardRef(() => Second)] })
    class First {}
    @Module({ imports: [forwardRef(() => First)], providers: [value('second')], exports: ['second', First] })
    class Second {}
    @Module({ imports: [First], exports: [First] })
    class Third {}
    @Module({ imports: [Third], providers: [sees('seen', 'second')] })
    class App {}
    const { get } = await boot(App);
    expect(get('seen')).toEqual(['second']);
  });

  it('prefer own providers, and then imports in order', async () => {
    @Module({ providers: [value('a', 1), value('b', 1)], exports: ['a', 'b'] })
    class One {}
    @Module({ providers: [value('a', 2), value('b', 2), value('c', 2)], exports: ['a', 'b', 'c'] })
    class Two {}
    @Module({
      imports: [Promise.resolve({ module: One, providers: [value('b', 'late')] }), Two],
      providers: [value('a', 0), sees('seen', 'a', 'b', 'c')],
    })
    class App {}
    const { get } = await boot(App);
    expect(get('seen')).toEqual([0, 'late', 2]);
  });

  it('of a class include those of all imported modules of this class', async () => {
    @Module({ providers: [value('a')], exports: ['a'] })
    class Library {}
    const more: DynamicModule = { module: Library, providers: [value('b')], exports: ['b'] };
    const most: DynamicModule = { module: Library, providers: [value('c')], exports: ['c'] };
    @Module({ imports: [Library, more, most], exports: [Library] })
    class ByClass {}
    @Module({ imports: [Library, more, most], exports: [more] })
    class ByObject {}
    @Module({ imports: [ByClass], providers: [sees('by class', 'a', 'b', 'c')] })
    class First {}
    @Module({ imports: [First, ByObject], providers: [sees('by object', 'a', 'b', 'c')] })
    class App {}
    const { get } = await boot(App);
    expect(get('by class')).toEqual(['a', 'b', 'c']);
    expect(get('by object')).toEqual(['a', 'b', 'c']);
  });

  it('accept providers and dynamic modules', async () => {
    const library: DynamicModule = { module: class Library {}, providers: [value('x')], exports: [value('x')] };
    const other: DynamicModule = { ...library, providers: [value('x', 'other')] };
    @Module({ imports: [library, other], exports: [library] })
    class Middle {}
    @Module({ imports: [Middle], providers: [sees('seen', 'x')] })
    class App {}
    const { get } = await boot(App);
    expect(get('seen')).toEqual(['x']);
  });
});

describe('global modules', () => {
  it('are available everywhere once they are imported', async () => {
    @Global()
    @Module({ providers: [value('config'), value('hidden')], exports: ['config'] })
    class ConfigModule {}
    @Module({ providers: [sees('feature', 'config', 'hidden')] })
    class Feature {}
    const dynamic: DynamicModule = {
      module: class Dynamic {},
      global: true,
      providers: [value('dynamic')],
      exports: ['dynamic'],
    };
    @Module({ imports: [Feature, ConfigModule, dynamic], providers: [sees('app', 'dynamic')] })
    class App {}
    const { get } = await boot(App);
    expect(get('feature')).toEqual(['config', undefined]);
    expect(get('app')).toEqual(['dynamic']);
  });

  it('have a lower precedence than imports', async () => {
    @Global()
    @Module({ providers: [value('x', 'global')], exports: ['x'] })
    class Everywhere {}
    @Module({ providers: [value('x', 'imported')], exports: ['x'] })
    class Local {}
    @Module({ imports: [Local], providers: [sees('seen', 'x')] })
    class Feature {}
    @Module({ imports: [Everywhere, Feature] })
    class App {}
    expect((await boot(App)).get('seen')).toEqual(['imported']);
  });

  it('have precedence in the order of their imports, even if one is a promise', async () => {
    const of = (name: string): DynamicModule => ({
      module: { [name]: class {} }[name] as Type,
      global: true,
      providers: [value('x', name)],
      exports: ['x'],
    });
    @Module({ imports: [Promise.resolve(of('first')), of('second')], providers: [sees('seen', 'x')] })
    class App {}
    @Module({ providers: [sees('below', 'x')] })
    class Feature {}
    @Module({ imports: [Feature, App] })
    class Root {}
    expect((await boot(Root)).get('below')).toEqual(['first']);
  });
});

describe('dynamic modules', () => {
  it('extend the metadata of the decorator', async () => {
    @Module({ providers: [value('static')], exports: ['static'] })
    class Library {
      static register(): DynamicModule {
        return { module: Library, providers: [value('added')], exports: ['added'] };
      }
    }
    @Module({ imports: [Library.register()], providers: [sees('seen', 'static', 'added')] })
    class App {}
    expect((await boot(App)).get('seen')).toEqual(['static', 'added']);
  });

  it('are one module per object', async () => {
    let made = 0;
    class Library {
      constructor() {
        made++;
      }
    }
    const same: DynamicModule = { module: Library };
    @Module({ imports: [same] })
    class Other {}
    @Module({ imports: [same, Other, { module: Library }, Library, Library] })
    class App {}
    const { container } = await boot(App);
    expect(container.modulesOf(Library)).toHaveLength(3);
    expect(made).toBe(3);
  });

  it('may be promises, even nested', async () => {
    class Inner {}
    class Outer {}
    const inner = Promise.resolve({ module: Inner, providers: [value('inner')], exports: ['inner'] });
    const outer = Promise.resolve({ module: Outer, imports: [inner], exports: [inner as never] });
    @Module({ imports: [outer], providers: [sees('seen', 'inner')] })
    class App {}
    const { get, container } = await boot(App);
    expect(get('seen')).toEqual(['inner']);
    expect([...container.modules.values()].map((module) => module.name)).toEqual(['App', 'Outer', 'Inner']);
  });

  it('may be the root', async () => {
    expect((await boot(Promise.resolve({ module: class Root {}, providers: [value('x')] }))).get('x')).toBe('x');
  });
});

describe('module classes', () => {
  it('have dependencies, and can be injected within their module', async () => {
    @Injectable()
    class Service {}
    @Module({
      providers: [
        Service,
        { provide: 'user', useFactory: (app: unknown) => app, inject: [forwardRef((): Type => App)] },
      ],
    })
    class App {
      constructor(readonly service: Service) {}
    }
    const { get, container } = await boot(App);
    expect(container.root?.instance).toBeInstanceOf(App);
    expect(get(App).service).toBe(get(Service));
    expect(get('user')).toBe(get(App));
  });

  it('are in the order of imports, with the distance of the longest path', async () => {
    @Module({})
    class Deep {}
    @Module({ imports: [Deep] })
    class Middle {}
    @Global()
    @Module({})
    class Everywhere {}
    @Module({ imports: [Deep, Middle, Everywhere] })
    class App {}
    const { container } = await boot(App);
    const modules = [...container.modules.values()];
    expect(modules.map((module) => module.name)).toEqual(['App', 'Deep', 'Middle', 'Everywhere']);
    expect(modules.slice(0, 3).map((module) => module.distance)).toEqual([1, 3, 2]);
    expect(modules[3]?.distance).toBeGreaterThan(1000);
  });

  it('that import each other are in the order of their references', async () => {
    @Module({})
    class Last {}
    @Module({ imports: [forwardRef(() => App), Last] })
    class First {}
    @Module({})
    class Second {}
    @Module({ imports: [First, Second] })
    class App {}
    const { container } = await boot(App);
    expect([...container.modules.values()].map(({ name }) => name)).toEqual(['App', 'First', 'Second', 'Last']);
  });

  it('that import each other have the distance of the longest path without a cycle', async () => {
    @Module({ imports: [forwardRef(() => App)] })
    class First {}
    @Module({ imports: [forwardRef(() => First)] })
    class Deep {}
    @Module({ imports: [Deep] })
    class Second {}
    @Module({ imports: [First, Second] })
    class App {}
    const { container } = await boot(App);
    const distances = Object.fromEntries([...container.modules.values()].map(({ name, distance }) => [name, distance]));
    expect(distances).toEqual({ App: 1, First: 4, Second: 2, Deep: 3 });
  });

  it('that export the same token are searched in the order of imports', async () => {
    @Module({ providers: [value('x', 'first')], exports: ['x'] })
    class First {}
    @Module({ providers: [value('x', 'second')], exports: ['x'] })
    class Second {}
    @Module({ imports: [First, Second], exports: [Second, First] })
    class Both {}
    @Module({ imports: [Both], providers: [sees('seen', 'x')] })
    class App {}
    const { get } = await boot(App);
    expect(get('seen')).toEqual(['first']);
  });

  it('are replaced everywhere', async () => {
    @Module({ providers: [value('x', 'real')], exports: ['x'] })
    class Real {}
    @Module({ providers: [value('x', 'fake')], exports: ['x'] })
    class Fake {}
    @Module({ imports: [Real], exports: [Real] })
    class Middle {}
    @Module({ imports: [Middle], providers: [sees('seen', 'x')] })
    class App {}
    const container = new Container();
    container.moduleOverrides.set(Real, Fake);
    await new ModuleScanner(container).scan(App);
    await new Resolver(container).resolveAll();
    expect(container.recordsOf('seen')[0]?.instance).toEqual(['fake']);
  });

  it('may be added later, and have access to existing modules', async () => {
    @Global()
    @Module({ providers: [value('config')], exports: ['config'] })
    class ConfigModule {}
    @Module({ imports: [ConfigModule] })
    class App {}
    @Module({ imports: [ConfigModule], providers: [sees('seen', 'config')] })
    class Lazy {}
    const { scanner, resolver, container, get } = await boot(App);
    const config = container.modulesOf(ConfigModule)[0];
    const module = await scanner.scan(Lazy);
    await resolver.resolveAll();
    expect(module.name).toBe('Lazy');
    expect(get('seen')).toEqual(['config']);
    expect(container.modulesOf(ConfigModule)).toEqual([config]);
    expect(await scanner.scan(Lazy)).toBe(module);
    expect(container.root?.name).toBe('App');
  });

  it('that failed to load can be loaded again', async () => {
    const { scanner, resolver, get } = await boot(class App {});
    const providers: unknown[] = [undefined];
    const lazy = { module: class Lazy {}, providers } as DynamicModule;
    await expect((async () => scanner.scan(lazy))()).rejects.toMatchObject({ code: 'PORTICO_UNDEFINED_ENTRY' });
    providers[0] = value('x');
    await scanner.scan(lazy);
    await resolver.resolveAll();
    expect(get('x')).toBe('x');
  });
});

describe('enhancer classes', () => {
  class Guard {
    canActivate() {
      return true;
    }
  }
  class Interceptor {
    intercept() {}
  }
  class Pipe {
    transform() {}
  }
  class ParameterPipe extends Pipe {}
  class Filter {
    catch() {}
  }

  it('are registered in the module of the decorated class', async () => {
    class Base {
      @UseInterceptors(Interceptor as never)
      @Get('base')
      base() {}
    }
    @UseGuards(Guard)
    @Controller()
    class Handlers extends Base {
      @UsePipes(Pipe as never, new Pipe() as never)
      @UseFilters(Filter as never)
      @Get()
      own(@Body(ParameterPipe as never) _body: unknown) {}
    }
    @Module({ controllers: [Handlers] })
    class App {}
    const { container } = await boot(App);
    const injectables = [...(container.root?.injectables.values() ?? [])];
    expect(Object.fromEntries(injectables.map((record) => [record.name, record.subtype]))).toEqual({
      Guard: 'guard',
      Interceptor: 'interceptor',
      Pipe: 'pipe',
      ParameterPipe: 'pipe',
      Filter: 'filter',
    });
    expect(injectables.every((record) => record.instance !== undefined)).toBe(true);
    const root = container.root as NonNullable<typeof container.root>;
    expect(registerInjectable(root, Guard, 'guard')).toBe(root.injectables.get(Guard));
  });

  it('are global with their tokens, any number of each, in the order of modules', async () => {
    class Second extends Guard {}
    @Module({
      providers: [
        { provide: APP_GUARD, useClass: Second },
        { provide: APP_PIPE, useValue: new Pipe() },
      ],
    })
    class Library {}
    @Module({
      imports: [Library],
      providers: [
        Guard,
        { provide: APP_GUARD, useExisting: Guard },
        { provide: APP_GUARD, useFactory: () => new Second() },
      ],
    })
    class App {}
    const { container, get } = await boot(App);
    const guards = container.config
      .globalEnhancers('guard')
      .map((enhancer) => ('record' in enhancer ? enhancer.record : undefined));
    expect(guards.map((record) => record?.instance.constructor.name)).toEqual(['Guard', 'Second', 'Second']);
    expect(guards[0]?.instance).toBe(get(Guard));
    expect(container.config.globalEnhancers('pipe')).toHaveLength(1);
  });

  it('must have the method of their kind', async () => {
    await expect(
      boot({ module: class App {}, providers: [{ provide: APP_GUARD, useValue: Guard }] }),
    ).rejects.toMatchObject({ code: 'PORTICO_INVALID_ENHANCER' });
  });
});

describe('providers of the framework', () => {
  class Reflector {
    static readonly [TOKEN_BRAND] = 'Reflector';
  }
  class SecondCopy {
    static readonly [TOKEN_BRAND] = 'Reflector';
  }
  class OwnReflector extends Reflector {}

  it('are available in all modules by class, by name, and by the class of another copy', async () => {
    const reflector = new Reflector();
    let made = 0;
    const { get } = await boot(
      {
        module: class App {},
        providers: [sees('seen', Reflector, 'Reflector', SecondCopy, OwnReflector), sees('lazy', 'counter', 'counter')],
      },
      {
        scanned: ({ container: { core } }) => {
          core.add(Reflector, reflector);
          core.add('Reflector', reflector);
          core.addLazily('counter', () => ++made);
          core.addLazily('unused', () => {
            throw new Error('was made');
          });
        },
      },
    );
    expect(get('seen')).toEqual([reflector, reflector, reflector, undefined]);
    expect(get('lazy')).toEqual([1, 1]);
  });

  it('may differ for each module', async () => {
    class Reference {}
    @Module({ providers: [sees('inner', Reference)] })
    class Inner {}
    @Module({ imports: [Inner], providers: [sees('outer', Reference), sees('again', Reference)] })
    class App {}
    const { get } = await boot(App, {
      scanned: ({ container }) => container.core.addPerModule(Reference, (module) => ({ of: module.name })),
    });
    expect(get('inner')).toEqual([{ of: 'Inner' }]);
    expect(get('outer')).toEqual([{ of: 'App' }]);
    expect(get<unknown[]>('again')[0]).toBe(get<unknown[]>('outer')[0]);
  });
});
