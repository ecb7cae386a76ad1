import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Catch,
  Controller,
  type DynamicModule,
  Inject,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type Provider,
  Scope,
  type Type,
} from '@portico/common';
import { isFrameworkError } from '@portico/common/internal';
import { afterAll, describe, expect, it } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { APP_GUARD } from '../container/core-tokens.js';
import { ModuleRef } from '../discovery/module-ref.js';
import { closeAll, create } from '../http/application.fixture.js';
import * as exceptions from '../subpaths/exceptions.js';

/** Creates a class with these parameter types, as a compiler that emits metadata does. */
function emitted(name: string, types: readonly unknown[]): Type<object> {
  const type = { [name]: class {} }[name] as Type<object>;
  Injectable()(type);
  Reflect.defineMetadata('design:paramtypes', types, type);
  return type;
}
class AppModule {}
const start = (metadata: Omit<DynamicModule, 'module'>): Promise<unknown> =>
  NestFactory.createApplicationContext({ module: AppModule, ...metadata }, { logger: false, abortOnError: false });
const provide = (...providers: unknown[]) => start({ providers: providers as Provider[] });

const Dep = emitted('Dep', []);
const Two = emitted('Two', []);
@Injectable({ scope: Scope.REQUEST })
class Session {}
@Injectable({ scope: Scope.TRANSIENT })
class Fleeting {}

const [First, Second] = [emitted('First', []), emitted('Second', [])];
Reflect.defineMetadata('design:paramtypes', [Second], First);
Reflect.defineMetadata('design:paramtypes', [First], Second);

async function context() {
  const app = await NestFactory.createApplicationContext(
    { module: AppModule, providers: [Session, Fleeting] },
    { logger: false },
  );
  return { app, ref: app.get(ModuleRef) };
}

class NeedsProperty {
  @Inject('MISSING') missing: unknown;
}
@Controller()
class Ctl {}
@Catch()
class Flt {}
class NoUse {}
class Misconfigured {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(NoUse as never).forRoutes('{*path}');
  }
}
Module({})(Misconfigured);

type Row = [does: string, exception: keyof typeof exceptions | undefined, sentence: string, act: () => unknown];

/** The sentences of NestJS, observed while it ran. */
const rows: Row[] = [
  [
    'a class',
    'UnknownDependenciesException',
    "Nest can't resolve dependencies of the User (?). Please make sure that the argument Dep at index [0] is available in the AppModule module.",
    () => provide(emitted('User', [Dep])),
  ],
  [
    'the second of two',
    'UnknownDependenciesException',
    "Nest can't resolve dependencies of the User (Two, ?). Please make sure that the argument Dep at index [1] is available in the AppModule module.",
    () => provide(Two, emitted('User', [Two, Dep])),
  ],
  [
    'a text of a factory',
    'UnknownDependenciesException',
    'Nest can\'t resolve dependencies of the F (?). Please make sure that the argument "X" at index [0] is available in the AppModule module.',
    () => provide({ provide: 'F', useFactory: () => 1, inject: ['X'] }),
  ],
  [
    'a symbol',
    'UnknownDependenciesException',
    "Nest can't resolve dependencies of the F (?). Please make sure that the argument Symbol(S) at index [0] is available in the AppModule module.",
    () => provide({ provide: 'F', useFactory: () => 1, inject: [Symbol('S')] }),
  ],
  [
    'an alias',
    'UnknownDependenciesException',
    'Nest can\'t resolve dependencies of the A (?). Please make sure that the argument "NOPE" at index [0] is available in the AppModule module.',
    () => provide({ provide: 'A', useExisting: 'NOPE' }),
  ],
  [
    'a property',
    'UnknownDependenciesException',
    'Nest can\'t resolve dependencies of the NeedsProperty. Please make sure that the "missing" property is available in the current context.',
    () => provide(NeedsProperty),
  ],
  [
    'an interface',
    'UnknownDependenciesException',
    "Nest can't resolve dependencies of the User (?). Please make sure that the argument at index [0] is available in the current module.",
    () => provide(emitted('User', [Object])),
  ],
  [
    'an undefined class',
    'UndefinedDependencyException',
    "Nest can't resolve dependencies of the User (Two, ?). Please make sure that the argument at index [1] is available in the current module.",
    () => provide(Two, emitted('User', [Two, undefined])),
  ],
  [
    'a circular dependency',
    'CircularDependencyException',
    'A circular dependency has been detected inside "First". Please, make sure that each side of a bidirectional relationships are decorated with "forwardRef()".',
    () => provide(First, Second),
  ],
  [
    'an undefined import',
    'UndefinedModuleException',
    'The module at index [0] of the AppModule "imports" array is undefined.',
    () => start({ imports: [undefined as never] }),
  ],
  [
    'an import that is not a module',
    'InvalidModuleException',
    'Received an unexpected value at index [0] of the AppModule "imports" array.',
    () => start({ imports: [5 as never] }),
  ],
  [
    'a provider among the imports',
    'InvalidClassModuleException',
    '"Dep" is decorated with @Injectable() and cannot appear in the "imports" array of a module.',
    () => start({ imports: [Dep] }),
  ],
  [
    'a controller among the imports',
    'InvalidClassModuleException',
    '"Ctl" is decorated with @Controller() and cannot appear in the "imports" array of a module.',
    () => start({ imports: [Ctl] }),
  ],
  [
    'a filter among the imports',
    'InvalidClassModuleException',
    '"Flt" is decorated with @Catch() and cannot appear in the "imports" array of a module.',
    () => start({ imports: [Flt] }),
  ],
  [
    'an undefined provider',
    'UndefinedModuleEntryException',
    'The provider at index [0] of the AppModule "providers" array is undefined.',
    () => provide(undefined),
  ],
  [
    'an undefined controller',
    'UndefinedModuleEntryException',
    'The controller at index [0] of the AppModule "controllers" array is undefined.',
    () => start({ controllers: [undefined as never] }),
  ],
  [
    'a provider without a form',
    'InvalidProviderException',
    'The provider "X" in the AppModule "providers" array does not define a valid "useClass", "useValue", "useFactory" or "useExisting" property.',
    () => provide({ provide: 'X' }),
  ],
  [
    'an unknown export',
    'UnknownExportException',
    'Nest cannot export a provider/module that is not a part of the currently processed module (AppModule). Please verify whether the exported Dep is available in this particular context.',
    () => start({ exports: [Dep] }),
  ],
  [
    'get() of an unknown token',
    'UnknownElementException',
    'Nest could not find nope element (this provider does not exist in the current context)',
    async () => (await context()).app.get('nope'),
  ],
  [
    'get() of an unknown class',
    'UnknownElementException',
    'Nest could not find Dep element (this provider does not exist in the current context)',
    async () => (await context()).ref.get(Dep, { strict: false }),
  ],
  [
    'get() of undefined',
    'UnknownElementException',
    'Nest could not find given element (this provider does not exist in the current context)',
    async () => (await context()).app.get(undefined as never),
  ],
  [
    'select() of an unknown module',
    'UnknownModuleException',
    'Nest could not select the given module ("Dep" does not exist in current context)',
    async () => (await context()).app.select(Dep),
  ],
  [
    'get() of something request-scoped',
    'InvalidClassScopeException',
    'Session is marked as a scoped provider. Request and transient-scoped providers can\'t be used in combination with "get()" method. Please, use "resolve()" instead.',
    async () => (await context()).app.get(Session),
  ],
  [
    'get() of something transient',
    'InvalidClassScopeException',
    'Fleeting is marked as a scoped provider.',
    async () => (await context()).ref.get(Fleeting),
  ],
  [
    'create() of no class',
    'InvalidClassException',
    'ModuleRef cannot instantiate class (x is not constructable).',
    async () => (await context()).ref.create('x' as never),
  ],
  [
    'create() without a context',
    'RequestScopedCreateException',
    'Need depends on a request-scoped provider, so it can\'t be created without a context id. Please, use "create(type, contextId)" instead.',
    async () => (await context()).ref.create(emitted('Need', [Session])),
  ],
  [
    'a guard without its method',
    'InvalidEnhancerException',
    'doesn\'t provide the "canActivate" method',
    () => provide({ provide: APP_GUARD, useValue: {} }),
  ],
  [
    'middleware without its method',
    'InvalidMiddlewareException',
    "The middleware doesn't provide the 'use' method (NoUse)",
    async () => (await create(Misconfigured)).init(),
  ],
  [
    'a controller without its decorator',
    'UnknownRequestMappingException',
    'An invalid controller has been detected. "NoUse" does not have the @Controller() decorator but it is being listed in the "controllers" array of some module.',
    async () => (await create({ controllers: [NoUse] })).init(),
  ],
  [
    'getUrl() before listen()',
    undefined,
    'app.listen() needs to be called before calling app.getUrl()',
    async () => (await create({})).getUrl(),
  ],
];

const classes = new Map<string, Function>(Object.entries(exceptions));

afterAll(closeAll);

describe('messages that tests of migrated applications expect', () => {
  it.each(rows)('%s: %s', async (_does, exception, sentence, act) => {
    const error = await Promise.resolve()
      .then(act)
      .then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
    expect(isFrameworkError(error)).toBe(true);
    // The text that `expect(…).toThrow('…')` of Jest and Vitest compares, and that `String(error)` returns.
    expect(() => {
      throw error;
    }).toThrow(sentence);
    expect(String(error)).toContain(sentence);
    expect(error?.message.indexOf(sentence)).toBeGreaterThan(error?.message.indexOf('PORTICO_') ?? 0);
    if (exception === undefined) return;
    expect(error).toBeInstanceOf(classes.get(exception));
    expect(error).toBeInstanceOf(exceptions.RuntimeException);
    for (const [name, other] of classes) {
      if (name !== exception && name !== 'RuntimeException') expect(error).not.toBeInstanceOf(other);
    }
  });

  it('are in docs/moving-from-nestjs.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/moving-from-nestjs.md'), 'utf8');
    for (const [, exception] of rows) if (exception) expect(page).toContain(`| \`${exception}\` |`);
  });

  it('have classes that can be thrown and extended', () => {
    class Own extends exceptions.RuntimeException {}
    const own = new Own('own');
    expect([own instanceof Own, own instanceof exceptions.RuntimeException, own.what()]).toEqual([true, true, 'own']);
    const mocked = new exceptions.UnknownElementException('mocked');
    expect(mocked).toBeInstanceOf(exceptions.UnknownElementException);
    expect(mocked).not.toBeInstanceOf(exceptions.UnknownModuleException);
  });

  it('are not instances of a class that an application has derived', async () => {
    class Own extends exceptions.RuntimeException {}
    const { app } = await context();
    expect(() => app.get('nope')).toThrow(exceptions.RuntimeException);
    expect(() => app.get('nope')).not.toThrow(Own);
  });

  it('are not instances of other error classes', () => {
    for (const exception of classes.values()) expect(new Error('other')).not.toBeInstanceOf(exception);
  });
});
