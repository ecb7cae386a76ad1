import { Injectable, Module, Scope } from '@portico/common';
import { describe, expect, it, vi } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { ApplicationConfig } from '../container/application-config.js';
import { ModulesContainer } from '../container/modules-container.js';
import { APP_GUARD } from '../index.js';
import { LazyModuleLoader } from './lazy-module-loader.js';

const canActivate = () => true;
const hooks = vi.fn();
const made = vi.fn();

@Injectable()
class Shared {}

@Module({ providers: [Shared], exports: [Shared] })
class SharedModule {}

@Injectable()
class Reports {
  constructor(readonly shared: Shared) {
    made();
  }
  onModuleInit(): void {
    hooks();
  }
  onModuleDestroy(): void {
    hooks();
  }
}

@Module({ imports: [SharedModule], providers: [Reports, { provide: 'async', useFactory: async () => 'brought' }] })
class ReportsModule {}

async function loader() {
  made.mockClear();
  const context = await NestFactory.createApplicationContext(
    { imports: [SharedModule] },
    { logger: false, abortOnError: false },
  );
  return { context, lazy: context.get(LazyModuleLoader) };
}

describe('LazyModuleLoader', () => {
  it('loads a module once, with providers of existing modules', async () => {
    const { context, lazy } = await loader();
    const first = await lazy.load(() => ReportsModule);
    const second = await lazy.load(async () => ReportsModule);
    expect(second).toBe(first);
    expect(made).toHaveBeenCalledTimes(1);
    expect(first.get(Reports).shared).toBe(context.get(Shared));
    expect(first.get('async')).toBe('brought');
  });

  it('runs only the shutdown hooks of transient providers of existing modules', async () => {
    const destroyed: string[] = [];
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient {
      onModuleDestroy(): void {
        destroyed.push('transient');
      }
    }
    @Module({ providers: [Transient], exports: [Transient] })
    class Eager {}
    @Injectable()
    class Owner {
      constructor(readonly transient: Transient) {}
      onModuleDestroy(): void {
        destroyed.push('owner');
      }
    }
    @Module({ imports: [Eager], providers: [Owner] })
    class Late {}
    const context = await NestFactory.createApplicationContext({ imports: [Eager] }, { logger: false });
    await context.get(LazyModuleLoader).load(() => Late);
    await context.close();
    expect(destroyed).toEqual(['transient']);
  });

  it('loads once for two simultaneous calls', async () => {
    const { lazy } = await loader();
    const [first, second] = await Promise.all([lazy.load(() => ReportsModule), lazy.load(() => ReportsModule)]);
    expect(first).toBe(second);
    expect(made).toHaveBeenCalledTimes(1);
  });

  it('makes its providers available in the whole application', async () => {
    const { context, lazy } = await loader();
    expect(() => context.get(Reports)).toThrow();
    const ref = await lazy.load(() => ReportsModule);
    expect(context.get(Reports)).toBe(ref.get(Reports));
  });

  it('does not change providers that the application already finds, whether or not they were looked up before', async () => {
    const { context, lazy } = await loader();
    const provided = (value: string) => ({ module: class {}, providers: [{ provide: Shared, useValue: value }] });
    const late = await lazy.load(() => provided('late'));
    const shared = await context.resolve(Shared);
    expect(shared).toBeInstanceOf(Shared);
    expect(context.get(Shared)).toBe(shared);
    expect(late.get(Shared)).toBe('late');
    await lazy.load(() => provided('later'));
    expect(late.get(Shared, { strict: false })).toBe('late');
    const first = { module: class {}, providers: [{ provide: 'new', useValue: 'first' }] };
    const second = { module: class {}, providers: [{ provide: 'new', useValue: 'second' }] };
    await lazy.load(() => first);
    await lazy.load(() => second);
    expect(context.get('new')).toBe('first');
    expect(context.get('new', { each: true })).toEqual(['first', 'second']);
  });

  it('loads dynamic modules', async () => {
    const { lazy } = await loader();
    const ref = await lazy.load(() => ({ module: ReportsModule, providers: [{ provide: 'extra', useValue: 9 }] }));
    expect(ref.get('extra')).toBe(9);
  });

  it('calls no lifecycle hooks', async () => {
    const { context, lazy } = await loader();
    await lazy.load(() => ReportsModule);
    await context.close();
    expect(hooks).not.toHaveBeenCalled();
  });

  it('rejects with the error of a module, and still loads other modules', async () => {
    const { lazy } = await loader();
    await expect(
      lazy.load(() => ({
        module: class Broken {},
        providers: [{ provide: 'x', useFactory: () => undefined, inject: ['nope'] }],
      })),
    ).rejects.toMatchObject({
      code: 'PORTICO_UNKNOWN_DEPENDENCY',
    });
    await expect(lazy.load(() => Promise.reject(new Error('no such file')))).rejects.toThrow('no such file');
  });

  it.each(['a missing dependency', 'a factory that throws'])(
    'does not keep a module that failed to load: %s',
    async (why) => {
      const { context, lazy } = await loader();
      let isBroken = true;
      const useFactory = () => {
        if (isBroken) throw new Error('broken');
        return 'made';
      };
      class Flaky {}
      const inject = why === 'a missing dependency' ? ['nope'] : [];
      Module({ providers: [{ provide: 'x', useFactory, inject }], exports: ['x'] })(Flaky);
      class Outer {}
      Module({ imports: [Flaky, SharedModule], providers: [{ provide: APP_GUARD, useValue: { canActivate } }] })(Outer);
      const modules = context.get(ModulesContainer).size;
      await expect(lazy.load(() => Outer)).rejects.toThrow();
      expect(context.get(ModulesContainer).size).toBe(modules);
      expect(() => context.select(Outer)).toThrow();
      expect(context.get(ApplicationConfig).getGlobalRequestGuards()).toEqual([]);
      // Modules that are loaded later do not fail.
      const loaded = await lazy.load(() => ReportsModule);
      expect(loaded.get(Reports).shared).toBe(context.get(Shared));
      if (inject.length > 0) return;
      isBroken = false;
      await lazy.load(() => Outer);
      expect(context.get('x', { strict: false })).toBe('made');
      expect(context.get(ApplicationConfig).getGlobalGuards()).toHaveLength(1);
    },
  );

  it('finds providers that only lazily loaded modules have in the last module of the first load', async () => {
    const { context, lazy } = await loader();
    const providing = (value: string, ...imports: Function[]) => {
      class Providing {}
      Module({ imports: imports as [], providers: [{ provide: 'late', useValue: value }] })(Providing);
      return Providing;
    };
    await lazy.load(() => providing('outer', providing('inner')));
    await lazy.load(() => providing('next'));
    expect(context.get('late', { strict: false })).toBe('inner');
  });
});
