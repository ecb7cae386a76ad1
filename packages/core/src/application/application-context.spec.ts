import { Controller, Global, Inject, Injectable, Module, Scope, type Type, UseGuards } from '@portico/common';
import { describe, expect, it, vi } from 'vitest';
import { ApplicationConfig } from '../container/application-config.js';
import { ContextIdFactory, createContextId } from '../container/context-id.js';
import { INQUIRER, REQUEST } from '../container/core-tokens.js';
import { ModulesContainer } from '../container/modules-container.js';
import { ModuleRef } from '../discovery/module-ref.js';
import { Reflector } from '../discovery/reflector.js';
import { HttpAdapterHost } from '../http/adapter-host.js';
import type { NestApplicationContext } from './application-context.js';
import { NestFactory } from './factory.js';
import type { IEntryNestModule } from './root-module.js';

const start = (module: IEntryNestModule) =>
  NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });

@Injectable()
class Cats {}

@Injectable({ scope: Scope.TRANSIENT })
class Transient {
  constructor(@Inject(INQUIRER) readonly inquirer: object | undefined) {}
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  constructor(@Inject(REQUEST) readonly request: unknown) {}
}

@Injectable()
class DependsOnRequest {
  constructor(readonly perRequest: PerRequest) {}
}

@Injectable()
class Guard {
  canActivate(): boolean {
    return true;
  }
}

@UseGuards(Guard)
@Controller()
class CatsController {}

@Module({
  providers: [Cats, { provide: 'name', useValue: 'cats' }, { provide: 'alias', useExisting: Cats }],
  controllers: [CatsController],
})
class CatsModule {}

@Module({ providers: [{ provide: 'name', useValue: 'dogs' }] })
class DogsModule {
  static register(name: string) {
    return { module: DogsModule, providers: [{ provide: 'registered', useValue: name }] };
  }
}

@Module({
  imports: [CatsModule, DogsModule],
  providers: [Transient, PerRequest, DependsOnRequest, { provide: 'nothing', useValue: undefined }],
})
class AppModule {}

describe('NestApplicationContext', () => {
  describe('get', () => {
    it('finds providers, controllers, enhancers, modules and aliases in the whole application', async () => {
      const context = await start(AppModule);
      expect(context.get(Cats)).toBeInstanceOf(Cats);
      expect(context.get('alias')).toBe(context.get(Cats));
      expect(context.get(CatsController)).toBeInstanceOf(CatsController);
      expect(context.get(Guard)).toBeInstanceOf(Guard);
      expect(context.get(CatsModule)).toBeInstanceOf(CatsModule);
      expect(context.get('nothing')).toBeUndefined();
    });

    it('finds what the framework provides', async () => {
      const context = await start(AppModule);
      expect(context.get(Reflector)).toBeInstanceOf(Reflector);
      expect(context.get('Reflector')).toBe(context.get(Reflector));
      expect(context.get(ModuleRef)).toBeInstanceOf(ModuleRef);
      expect(context.get(ModulesContainer).size).toBe(3);
      expect(context.get(HttpAdapterHost)).toBeInstanceOf(HttpAdapterHost);
      expect(context.get(ApplicationConfig)).toBeInstanceOf(ApplicationConfig);
    });

    it('returns the last of several, or all', async () => {
      const context = await start(AppModule);
      expect(context.get('name')).toBe('dogs');
      expect(context.get('name', { each: true })).toEqual(['cats', 'dogs']);
    });

    it('searches only the selected module with strict', async () => {
      const context = await start(AppModule);
      expect(context.select(CatsModule).get('name', { strict: true })).toBe('cats');
      expect(context.select(CatsModule).get('name')).toBe('dogs');
      expect(() => context.get(Cats, { strict: true })).toThrow(
        expect.objectContaining({ code: 'PORTICO_UNKNOWN_ELEMENT', message: expect.stringContaining('CatsModule') }),
      );
    });

    it.each([
      ['a string', 'nope'],
      ['a class', class Nope {}],
      ['undefined', undefined as unknown as string],
    ])('throws for %s without a provider', async (_kind, token) => {
      const context = await start(AppModule);
      expect(() => context.get(token)).toThrow(expect.objectContaining({ code: 'PORTICO_UNKNOWN_ELEMENT' }));
      expect(() => context.get(token, { each: true })).toThrow(
        expect.objectContaining({ code: 'PORTICO_UNKNOWN_ELEMENT' }),
      );
    });

    it('suggests an existing token with the same name', async () => {
      const context = await start(AppModule);
      const { Cats: Other } = { Cats: class Cats {} };
      expect(() => context.get(Other)).toThrow(/different token/);
      expect(() => context.get('nam')).toThrow(/Similar names: name/);
    });

    it.each([
      ['transient', Transient],
      ['request-scoped', PerRequest],
      ['depending on a request', DependsOnRequest],
    ])('throws for %s', async (_kind, token: Type) => {
      const context = await start(AppModule);
      expect(() => context.get(token)).toThrow(
        expect.objectContaining({ code: 'PORTICO_SCOPED_PROVIDER', message: expect.stringContaining('resolve') }),
      );
    });
  });

  describe('resolve', () => {
    it('creates new transient instances, and one request-scoped instance per context', async () => {
      const context = await start(AppModule);
      const contextId = createContextId();
      expect(await context.resolve(Transient)).not.toBe(await context.resolve(Transient));
      expect(await context.resolve(PerRequest)).not.toBe(await context.resolve(PerRequest));
      expect(await context.resolve(PerRequest, contextId)).toBe(await context.resolve(PerRequest, contextId));
      expect((await context.resolve(DependsOnRequest, contextId)).perRequest).toBe(
        await context.resolve(PerRequest, contextId),
      );
    });

    it('also returns singletons, and all of several', async () => {
      const context = await start(AppModule);
      expect(await context.resolve(Cats)).toBe(context.get(Cats));
      expect(await context.resolve('name', undefined, { each: true })).toEqual(['cats', 'dogs']);
    });

    it('injects the registered request into the providers of its context', async () => {
      const context = await start(AppModule);
      const contextId = ContextIdFactory.create();
      context.registerRequestByContextId({ user: 'kitty' }, contextId);
      expect((await context.resolve(PerRequest, contextId)).request).toEqual({ user: 'kitty' });
      expect((await context.resolve(PerRequest)).request).toBeUndefined();
    });

    it('rejects for a token without a provider', async () => {
      const context = await start(AppModule);
      await expect(context.resolve('nope')).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_ELEMENT' });
    });
  });

  describe('select', () => {
    it('selects dynamic modules by the object, or by the class if there is only one', async () => {
      const [first, second] = [DogsModule.register('first'), DogsModule.register('second')];
      const two = await start({ imports: [first, second] });
      expect(two.select(first).get('registered', { strict: true })).toBe('first');
      expect(two.select(second).get('registered', { strict: true })).toBe('second');
      expect(() => two.select(DogsModule)).toThrow(
        expect.objectContaining({
          code: 'PORTICO_UNKNOWN_MODULE',
          message: expect.stringContaining('2 dynamic modules'),
        }),
      );
      const one = await start({ imports: [first] });
      expect(one.select(DogsModule).get('registered', { strict: true })).toBe('first');
    });

    it('throws for modules that the application does not have', async () => {
      class Stranger {}
      const context = await start(AppModule);
      expect(() => context.select(Stranger)).toThrow(
        expect.objectContaining({ code: 'PORTICO_UNKNOWN_MODULE', message: expect.stringContaining('CatsModule') }),
      );
      expect(() => context.select({ module: CatsModule })).toThrow(
        expect.objectContaining({ code: 'PORTICO_UNKNOWN_MODULE' }),
      );
    });

    it('has the lifecycle of the application', async () => {
      const destroyed = vi.fn();
      const context = await start({
        imports: [CatsModule],
        providers: [{ provide: 'x', useValue: { onModuleDestroy: destroyed } }],
      });
      await context.select(CatsModule).close();
      await context.close();
      expect(destroyed).toHaveBeenCalledTimes(1);
    });
  });

  it('can be created from a class, a dynamic module, plain metadata, or a promise of one', async () => {
    const dynamic = DogsModule.register('rex');
    expect((await start(dynamic)).get('registered')).toBe('rex');
    expect((await start(Promise.resolve(dynamic))).get('registered')).toBe('rex');
    expect((await start({ providers: [{ provide: 'x', useValue: 1 }] })).get('x')).toBe(1);
  });

  it('closes when it is disposed', async () => {
    const destroyed = vi.fn();
    const context = await start({ providers: [{ provide: 'x', useValue: { onModuleDestroy: destroyed } }] });
    await (context as NestApplicationContext)[Symbol.asyncDispose]();
    expect(destroyed).toHaveBeenCalledTimes(1);
  });

  it('injects a separate ModuleRef into each module', async () => {
    @Injectable()
    class Asks {
      constructor(readonly ref: ModuleRef) {}
    }
    @Global()
    @Module({ providers: [Asks, { provide: 'only', useValue: 1 }] })
    class AsksModule {}
    const context = await start({ imports: [AsksModule], providers: [{ provide: 'only', useValue: 2 }] });
    expect(context.get(Asks).ref.get('only')).toBe(1);
    expect(context.get(ModuleRef).get('only')).toBe(2);
  });
});
