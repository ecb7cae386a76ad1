import 'reflect-metadata';
import { forwardRef, Inject, Injectable, Module, Optional, Scope, type Type } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { NestContainer } from '../container/container.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { Resolver } from './resolver.js';

async function boot(root: unknown) {
  const container = new NestContainer();
  await new ModuleScanner(container).scan(root);
  const resolver = new Resolver(container);
  await resolver.resolveAll();
  const get = <T>(token: Type<T> | string): T => container.recordsOf(token)[0]?.instance as T;
  return { container, resolver, get };
}

describe('the resolver', () => {
  it('makes classes with what their constructors ask for', async () => {
    @Injectable()
    class Repository {}
    @Injectable()
    class Service {
      constructor(readonly repository: Repository) {}
    }
    @Module({ providers: [Service, Repository] })
    class App {}

    const { get } = await boot(App);
    expect(get(Service).repository).toBe(get(Repository));
  });
});
