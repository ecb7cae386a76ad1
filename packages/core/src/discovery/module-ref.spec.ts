import { setImmediate } from 'node:timers/promises';
import { Controller, Inject, Injectable, Module, Scope, UseGuards } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { createContextId } from '../container/context-id.js';
import { REQUEST } from '../container/core-tokens.js';
import { ModuleRef } from './module-ref.js';

@Injectable()
class Own {}

@Injectable()
class Exported {}

@Injectable({ scope: Scope.TRANSIENT })
class Transient {}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  constructor(@Inject(REQUEST) readonly request: unknown) {}
}

@Injectable()
class Bubbling {
  constructor(readonly perRequest: PerRequest) {}
}

@Module({ providers: [Exported], exports: [Exported] })
class FeatureModule {
  constructor(readonly ref: ModuleRef) {}
}

@Module({ imports: [FeatureModule], providers: [Own, Transient, PerRequest, Bubbling] })
class AppModule {
  constructor(readonly ref: ModuleRef) {}
}

/** Not a provider of any module. */
@Injectable()
class Stranger {
  constructor(
    readonly own: Own,
    readonly exported: Exported,
  ) {}
}

async function references() {
  const context = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
  return { context, app: context.get(AppModule).ref, feature: context.get(FeatureModule).ref };
}

describe('ModuleRef', () => {
  it('finds providers of its module, and of all others without strict', async () => {
    const { app, feature } = await references();
    expect(app.get(Own)).toBeInstanceOf(Own);
    expect(() => app.get(Exported)).toThrow(
      expect.objectContaining({ code: 'PORTICO_UNKNOWN_ELEMENT', message: expect.stringContaining('strict: false') }),
    );
    expect(app.get(Exported, { strict: false })).toBe(feature.get(Exported));
    expect(feature.get(Own, { strict: false })).toBe(app.get(Own));
    expect(app.get(Own, { strict: false, each: true })).toEqual([app.get(Own)]);
  });

  it('resolves in the given context, or in a new one', async () => {
    const { app, feature } = await references();
    const contextId = createContextId();
    expect(await app.resolve(PerRequest, contextId)).toBe(await app.resolve(PerRequest, contextId));
    expect(await app.resolve(PerRequest)).not.toBe(await app.resolve(PerRequest));
    expect(await app.resolve(Transient)).not.toBe(await app.resolve(Transient));
    await expect(feature.resolve(Transient)).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_ELEMENT' });
    expect(await feature.resolve(Transient, undefined, { strict: false })).toBeInstanceOf(Transient);
  });

  it('registers the request of a context', async () => {
    const { app } = await references();
    const contextId = createContextId();
    app.registerRequestByContextId({ id: 7 }, contextId);
    expect((await app.resolve(Bubbling, contextId)).perRequest.request).toEqual({ id: 7 });
  });

  it('creates instances of classes that are not providers, with the providers of its module', async () => {
    const { app, feature } = await references();
    const created = await app.create(Stranger);
    expect(created.own).toBe(app.get(Own));
    expect(created.exported).toBe(feature.get(Exported));
    expect(await app.create(Stranger)).not.toBe(created);
    await expect(feature.create(Stranger)).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_DEPENDENCY' });
    await expect(app.create(undefined as never)).rejects.toMatchObject({ code: 'PORTICO_INVALID_CLASS' });
  });

  it('creates in a context', async () => {
    @Injectable()
    class NeedsRequest {
      constructor(readonly perRequest: PerRequest) {}
    }
    const { app } = await references();
    const contextId = createContextId();
    const created = await app.create(NeedsRequest, contextId);
    expect(created.perRequest).toBe(await app.resolve(PerRequest, contextId));
  });

  it('introspects the effective scope', async () => {
    const { app } = await references();
    expect(app.introspect(Own)).toEqual({ scope: Scope.DEFAULT });
    expect(app.introspect(Transient)).toEqual({ scope: Scope.TRANSIENT });
    expect(app.introspect(Bubbling)).toEqual({ scope: Scope.REQUEST });
    expect(app.introspect(Exported)).toEqual({ scope: Scope.DEFAULT });
    expect(() => app.introspect('nope')).toThrow(expect.objectContaining({ code: 'PORTICO_UNKNOWN_ELEMENT' }));
  });

  it('creates a class without a context unless one of its dependencies requires one', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Draft {}
    @Injectable()
    class Letter {
      constructor(readonly draft: Draft) {}
    }
    @Module({ providers: [Draft] })
    class Office {}
    const app = await NestFactory.createApplicationContext(Office, { logger: false });
    const ref = app.get(ModuleRef);
    expect(await ref.create(Draft)).toBeInstanceOf(Draft);
    await expect(ref.create(Letter)).rejects.toMatchObject({ code: 'PORTICO_SCOPED_PROVIDER' });
  });

  it('finds all providers of a token in all modules, even if strict', async () => {
    @Module({ providers: [{ provide: 'plugin', useValue: 'inner' }] })
    class Inner {}
    @Module({ imports: [Inner], providers: [{ provide: 'plugin', useValue: 'outer' }] })
    class Outer {}
    const app = await NestFactory.createApplicationContext(Outer, { logger: false });
    const ref = app.select(Outer).get(ModuleRef, { strict: true });
    expect(ref.get('plugin', { each: true })).toEqual(['outer', 'inner']);
    expect(await ref.resolve('plugin', undefined, { each: true })).toEqual(['outer', 'inner']);
    expect(ref.get('plugin', { each: true, strict: true })).toEqual(['outer', 'inner']);
    expect(app.select(Inner).get('plugin', { each: true, strict: true })).toEqual(['outer', 'inner']);
    expect(ref.get('plugin')).toBe('outer');
  });

  it('finds a class twice that is also a controller or a guard, and without `each` the one that handles requests', async () => {
    @Injectable()
    class Guard {
      canActivate = () => true;
    }
    @Controller()
    @UseGuards(Guard)
    class Both {}
    @Module({ providers: [Guard, Both], controllers: [Both] })
    class BothModule {}
    const app = await NestFactory.createApplicationContext(BothModule, { logger: false });
    for (const type of [Guard, Both]) {
      const found: unknown[] = app.get(type, { each: true });
      expect(found).toHaveLength(2);
      expect(found[0]).not.toBe(found[1]);
      expect(app.get(type)).toBe(found[1]);
      expect(app.select(BothModule).get(type)).toBe(found[1]);
    }
  });

  it('returns providers that are constructed later during start-up', async () => {
    @Injectable()
    class Early {
      readonly late: Late;
      constructor(ref: ModuleRef) {
        this.late = ref.get(Late);
      }
    }
    @Injectable()
    class Late {}
    const context = await NestFactory.createApplicationContext(
      { providers: [Early, Late] },
      { logger: false, abortOnError: false },
    );
    expect(context.get(Early).late).toBe(context.get(Late));
  });

  it('throws if an asynchronous factory is still running', async () => {
    @Injectable()
    class Early {
      constructor(ref: ModuleRef) {
        ref.get('late');
      }
    }
    const starting = NestFactory.createApplicationContext(
      { providers: [{ provide: 'late', useFactory: () => setImmediate(1) }, Early] },
      { logger: false, abortOnError: false },
    );
    await expect(starting).rejects.toMatchObject({ code: 'PORTICO_PENDING_ELEMENT' });
  });
});
