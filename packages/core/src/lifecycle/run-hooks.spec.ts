import { describe, expect, it } from 'vitest';
import type { Hooked, HookStep } from './hook-plan.js';
import { runHooks } from './run-hooks.js';

const step = (module: string, ...batches: Hooked[][]): HookStep<string> => ({ module, batches });

describe('runHooks', () => {
  it('is synchronous if no hook returns a promise', () => {
    const order: string[] = [];
    const hook = (name: string) => ({ onModuleInit: () => void order.push(name) });
    expect(runHooks([step('m', [hook('a')], [hook('b')]), step('n', [hook('c')])], 'onModuleInit')).toBeUndefined();
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('runs the hooks of a batch at the same time, and waits before the next batch', async () => {
    const order: string[] = [];
    const hook = (name: string) => ({
      async onModuleInit() {
        order.push(`> ${name}`);
        await Promise.resolve();
        order.push(`< ${name}`);
      },
    });
    await runHooks([step('m', [hook('a'), hook('b')], [hook('c')]), step('n', [hook('d')])], 'onModuleInit');
    expect(order).toEqual(['> a', '> b', '< a', '< b', '> c', '< c', '> d', '< d']);
  });

  it('passes the signal to hooks', () => {
    const signals: unknown[] = [];
    void runHooks(
      [step('m', [{ onApplicationShutdown: (signal) => void signals.push(signal) }])],
      'onApplicationShutdown',
      { signal: 'SIGTERM' },
    );
    expect(signals).toEqual(['SIGTERM']);
  });

  it('rejects with the first error when its batch has completed, and starts no further batch', async () => {
    const order: string[] = [];
    const failing = { onModuleInit: () => Promise.reject(new Error('no database')) };
    const slow = {
      async onModuleInit() {
        await Promise.resolve();
        await Promise.resolve();
        order.push('slow done');
      },
    };
    const later = { onModuleInit: () => void order.push('later') };
    await expect(runHooks([step('m', [failing, slow], [later]), step('n', [later])], 'onModuleInit')).rejects.toThrow(
      'no database',
    );
    expect(order).toEqual(['slow done']);
  });

  it('throws the error of a synchronous hook synchronously', () => {
    const failing = {
      onModuleInit() {
        throw new Error('bad');
      },
    };
    expect(() => runHooks([step('m', [failing])], 'onModuleInit')).toThrow('bad');
  });

  it('passes errors to a callback and continues, if there is one', async () => {
    const order: string[] = [];
    const errors: unknown[] = [];
    const sync = {
      onModuleDestroy() {
        throw new Error('sync');
      },
    };
    const async = { onModuleDestroy: () => Promise.reject(new Error('async')) };
    const fine = { onModuleDestroy: () => void order.push('fine') };
    await runHooks([step('m', [sync, async, fine], [fine]), step('n', [fine])], 'onModuleDestroy', {
      onError: (error) => errors.push((error as Error).message),
    });
    expect(order).toEqual(['fine', 'fine', 'fine']);
    expect(errors).toEqual(['sync', 'async']);
  });

  it('reports each module before its hooks', async () => {
    const order: string[] = [];
    const hook = { onModuleInit: async () => void order.push('hook') };
    await runHooks([step('m', [hook]), step('n', [hook])], 'onModuleInit', {
      onModule: (module) => order.push(module),
    });
    expect(order).toEqual(['m', 'hook', 'n', 'hook']);
  });
});
