import * as common from '@portico/common';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { createContextId } from '../container/context-id.js';
import { boot, bootError } from '../resolution/boot.fixture.js';
import { inject } from '../resolution/inject.js';

type Classes = Record<string, new (...args: unknown[]) => Record<string, unknown>>;

/** Compiles and runs a module with the tested packages. */
function compile(source: string, options: ts.CompilerOptions): Classes {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, ...options },
  });
  const exports: Classes = {};
  new Function('require', 'exports', outputText)(() => ({ ...common, inject }), exports);
  return exports;
}

/** An application without emitted types and parameter decorators, which all compilers support. */
const SOURCE = `
  import { Controller, Dependencies, forwardRef, Global, Inject, Injectable, Module, Optional, Scope } from '@portico/common';
  import { inject } from '@portico/core';

  @Injectable() export class Repository {}

  @Injectable({ inject: [Repository, { token: 'missing', optional: true }] })
  export class Listed { constructor(repository, missing) { this.repository = repository; this.missing = missing; } }

  @Dependencies(Repository, 'name')
  @Injectable()
  export class Named { constructor(repository, name) { this.repository = repository; this.name = name; } }

  export class Base { @Inject(Repository) repository; }

  @Injectable()
  export class ByProperty extends Base {
    @Inject(forwardRef(() => ByField)) other;
    @Optional() @Inject('missing') missing;
  }

  @Injectable()
  export class ByField {
    repository = inject(Repository);
    missing = inject('missing', { optional: true });
    transient = inject(Transient);
  }

  @Injectable({ scope: Scope.TRANSIENT }) export class Transient {}

  @Injectable({ scope: Scope.REQUEST }) export class Session { repository = inject(Repository); }

  @Dependencies(Session)
  @Controller()
  export class Handlers { constructor(session) { this.session = session; } }

  @Global()
  @Module({ providers: [Repository, { provide: 'name', useValue: 'Tom' }], exports: [Repository, 'name'] })
  export class DataModule {}

  @Module({ imports: [DataModule], controllers: [Handlers], providers: [Listed, Named, ByProperty, ByField, Transient, Session] })
  export class AppModule {}

  @Injectable()
  export class Untyped { constructor(repository) { this.repository = repository; } }
`;

describe.each([
  ['legacy decorators with emitted metadata', { experimentalDecorators: true, emitDecoratorMetadata: true }],
  ['legacy decorators without metadata', { experimentalDecorators: true }],
  ['standard decorators', {}],
])('an application compiled with %s', (name, options) => {
  const classes = compile(SOURCE, { ...options, useDefineForClassFields: !('experimentalDecorators' in options) });
  const { AppModule, ByField, ByProperty, Handlers, Listed, Named, Repository, Session, Transient, Untyped } =
    classes as {
      [K: string]: Classes[string];
    } as Record<
      | 'AppModule'
      | 'ByField'
      | 'ByProperty'
      | 'Handlers'
      | 'Listed'
      | 'Named'
      | 'Repository'
      | 'Session'
      | 'Transient'
      | 'Untyped',
      Classes[string]
    >;

  it('injects dependencies with lists, properties and inject()', async () => {
    const { get, record, resolver } = await boot(AppModule);
    const repository = get(Repository);
    expect(repository).toBeInstanceOf(Repository);
    expect(get(Listed).repository).toBe(repository);
    expect(get(Listed).missing).toBeUndefined();
    expect(get(Named)).toMatchObject({ name: 'Tom' });
    expect(get(ByProperty).repository).toBe(repository);
    expect(get(ByProperty).other).toBe(get(ByField));
    expect(get(ByProperty).missing).toBeUndefined();
    expect(get(ByField).repository).toBe(repository);
    expect(get(ByField).transient).toBeInstanceOf(Transient);
    const context = createContextId();
    const handlers = resolver.resolve(record(Handlers), context) as Record<string, unknown>;
    expect(handlers.session).toBe(resolver.resolve(record(Session), context));
  });

  it('fails with the parameter that has no type', async () => {
    const error = await bootError({ module: class App {}, providers: [Untyped] });
    const emitted = name === 'legacy decorators with emitted metadata';
    expect(error.code).toBe(emitted ? 'PORTICO_UNKNOWN_DEPENDENCY' : 'PORTICO_MISSING_TYPES');
    expect(error.message).toContain('at index [0]');
  });
});
