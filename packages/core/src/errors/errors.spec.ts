import {
  type CanActivate,
  Catch,
  Controller,
  Dependencies,
  type DynamicModule,
  forwardRef,
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  Scope,
  SetMetadata,
  type Type,
  UseGuards,
} from '@portico/common';
import { isFrameworkError } from '@portico/common/internal';
import { describe, expect, it } from 'vitest';
import { boot, bootError, failure, named } from '../resolution/boot.fixture.js';
import { TRANSPORT_METADATA } from '../scanning/transport-metadata.js';

const providersOf = (...providers: unknown[]): object => ({ module: class App {}, providers });

@Injectable()
class Repository {}
@Injectable()
class Service {
  constructor(
    @Inject('config') readonly config: object,
    readonly repository: Repository,
  ) {}
}

describe('an unknown dependency', () => {
  it('is reported with the class, its dependent, the parameter and the chain', async () => {
    @Injectable()
    class Handler {
      constructor(readonly service: Service) {}
    }
    const error = await bootError(providersOf(Handler, Service, { provide: 'config', useValue: {} }));
    expect(error.code).toBe('PORTICO_UNKNOWN_DEPENDENCY');
    expect(isFrameworkError(error)).toBe(true);
    expect(error.message).toContain('Service (config, ?) cannot be created in App');
    expect(error.message).toContain('Repository, required at index [1], is not available in App');
    expect(error.message).toContain('Dependency chain: Handler -> Service -> Repository');
    expect(error.remedy).toContain('Add Repository to the "providers" of App');
    expect(error.guide).toBe('node_modules/@portico/common/errors.md#portico_unknown_dependency');
  });

  it('suggests similar names', async () => {
    const error = await bootError(providersOf(Service, Repository, { provide: 'conifg', useValue: {} }));
    expect(error.message).toContain('Similar tokens available in App: conifg.');
  });

  it('names the module that exports it and must be imported', async () => {
    @Module({ providers: [Repository], exports: [Repository] })
    class Data {}
    @Module({ providers: [Service, { provide: 'config', useValue: {} }] })
    class Feature {}
    const error = await bootError({ module: class App {}, imports: [Data, Feature] });
    expect(error.message).toContain('Repository is exported by Data, which Feature does not import');
    expect(error.remedy).toContain('Add Data to the "imports" of Feature');
  });

  it('names the module that has it but does not export it', async () => {
    @Module({ providers: [Repository] })
    class Data {}
    const error = await bootError({
      module: class App {},
      imports: [Data],
      providers: [Service, { provide: 'config', useValue: {} }],
    });
    expect(error.message).toContain('Repository is a provider of Data, which does not export it');
    expect(error.remedy).toContain('Add Repository to the "exports" of Data.');
  });

  it('distinguishes two modules with the same name', async () => {
    const data = (...providers: unknown[]): DynamicModule =>
      ({ module: named('Data'), providers, exports: providers }) as DynamicModule;
    const error = await bootError({
      module: class App {},
      imports: [data(), { module: class Other {}, imports: [data(Repository)] }],
      providers: [Service, { provide: 'config', useValue: {} }],
    });
    expect(error.code).toBe('PORTICO_DUPLICATE_MODULE_NAME');
    expect(error.message).toContain(
      'App imports a module named Data, but Repository is exported by another module with the same name',
    );
  });

  it('distinguishes a class from a class with the same name in another copy', async () => {
    const [mine, theirs] = [named('Clock'), named('Clock')];
    const error = await bootError(providersOf(mine, { provide: 'user', useFactory: () => 1, inject: [theirs] }));
    expect(error.code).toBe('PORTICO_SECOND_COPY');
    expect(error.message).toContain('App has access to a class named Clock, but not to the one required at index [0]');
    expect(error.remedy).toContain('npm ls');
  });

  it('says that controllers cannot be injected', async () => {
    @Controller()
    class Cats {}
    @Injectable()
    class User {
      constructor(readonly cats: Cats) {}
    }
    const error = await bootError({ module: class App {}, controllers: [Cats], providers: [User] });
    expect(error.message).toContain('Cats is a controller of App; controllers are not injected');
  });

  it('explains types that do not exist at run time', async () => {
    interface Options {
      readonly port: number;
    }
    @Injectable()
    class Server {
      constructor(readonly options: Options) {}
    }
    const error = await bootError(providersOf(Server));
    expect(error.message).toContain(
      'Its type is an interface, a union, or a type-only import: the compiler emits Object for it',
    );
    expect(error.remedy).toContain('@Inject(TOKEN)');
  });

  it('is reported for factories, aliases and properties', async () => {
    class Holder {
      @Inject('missing') readonly property!: unknown;
    }
    const factory = await bootError(providersOf({ provide: 'made', useFactory: () => 1, inject: ['missing'] }));
    expect(factory.message).toContain('made (?) cannot be created (the factory of made in App)');
    const alias = await bootError(providersOf({ provide: 'other', useExisting: 'missing' }));
    expect(alias.message).toContain('the alias other in App');
    const property = await bootError(providersOf(Holder));
    expect(property.message).toContain('Holder.property cannot be created in App');
    expect(property.message).toContain('for the property "property"');
  });
});

describe('an undefined dependency', () => {
  it('is reported as an import cycle, for types, decorators, factories and properties', async () => {
    const absent = undefined as unknown as Type;
    class ByType {
      constructor(readonly other: unknown) {}
    }
    Reflect.defineMetadata('design:paramtypes', [undefined], ByType);
    class ByDecorator {
      constructor(@Inject(absent) readonly other: unknown) {}
    }
    class ByProperty {
      @Inject(absent) readonly other!: unknown;
    }
    class ByForwardRef {
      constructor(@Inject(forwardRef(() => absent)) readonly other: unknown) {}
    }
    for (const provider of [
      ByType,
      ByDecorator,
      ByProperty,
      ByForwardRef,
      { provide: 'f', useFactory: () => 1, inject: [absent] },
    ]) {
      const error = await bootError(providersOf(provider));
      expect(error.code).toBe('PORTICO_UNDEFINED_DEPENDENCY');
      expect(error.message).toContain('circular import between two files');
      expect(error.remedy).toContain('forwardRef');
    }
  });
});

describe('a circular dependency', () => {
  it('is reported as a chain before anything is created', async () => {
    let made = 0;
    class Counted {
      constructor() {
        made++;
      }
    }
    @Injectable()
    class A {
      constructor(@Inject('b') readonly b: unknown) {}
    }
    @Injectable()
    class C extends Counted {
      constructor(readonly a: A) {
        super();
      }
    }
    const error = await bootError(
      providersOf(Counted, A, C, { provide: 'b', useFactory: (c: unknown) => c, inject: [C] }),
    );
    expect(error.code).toBe('PORTICO_CIRCULAR_DEPENDENCY');
    expect(error.message).toContain('A -> b -> C -> A');
    expect(error.remedy).toContain('forwardRef');
    expect(made).toBe(0);
  });

  it('can consist of one provider', async () => {
    const error = await bootError(
      providersOf({ provide: 'self', useFactory: (self: unknown) => self, inject: ['self'] }),
    );
    expect(error.message).toContain('self -> self');
    const alias = await bootError(providersOf({ provide: 'x', useExisting: 'y' }, { provide: 'y', useExisting: 'x' }));
    expect(alias.message).toContain('x -> y -> x');
  });

  it('of factories cannot be resolved with forwardRef', async () => {
    const error = await bootError(
      providersOf(
        { provide: 'a', useFactory: (b: unknown) => b, inject: [forwardRef(() => 'b')] },
        { provide: 'b', useFactory: (a: unknown) => a, inject: [forwardRef(() => 'a')] },
      ),
    );
    expect(error.code).toBe('PORTICO_CIRCULAR_DEPENDENCY');
    expect(error.message).toContain('forwardRef works only for classes');
  });
});

describe('missing types', () => {
  it('are reported with the class, the index, the reason and the fixes', async () => {
    class Untyped {
      constructor(
        readonly _a: unknown,
        readonly _b: unknown,
      ) {}
    }
    Injectable()(Untyped);
    Inject('a')(Untyped, undefined, 0);
    const error = await bootError(providersOf(Untyped, { provide: 'a', useValue: 1 }));
    expect(error.code).toBe('PORTICO_MISSING_TYPES');
    expect(error.message).toContain(
      'Untyped (in App) cannot be created: the type of its constructor parameter at index [1] is unknown',
    );
    expect(error.message).toContain('esbuild');
    for (const remedy of ['@Inject(', '@Dependencies(', 'inject: [', 'inject(First)'])
      expect(error.remedy).toContain(remedy);
  });

  it('are reported for an inherited constructor, but not for an overridden one', async () => {
    class Parent {
      constructor(readonly _a: unknown) {}
    }
    Injectable()(Parent);
    class Child extends Parent {}
    class Other extends Parent {
      constructor() {
        super('own');
      }
    }
    Injectable()(Child);
    Injectable()(Other);
    const error = await bootError(providersOf(Child));
    expect(error.message).toContain('Parent (in App) cannot be created');
    expect(error.message).toContain('Child inherits this constructor');
    expect((await boot(providersOf(Other))).get(Other)._a).toBe('own');
  });
});

describe('missing types of classes that are not providers', () => {
  const untyped = (name: string): Type<object> =>
    ({
      [name]: class {
        constructor(readonly _dependency: unknown) {}
      },
    })[name] as Type<object>;
  const decorated = (name: string, ...decorators: ClassDecorator[]): Type<object> => {
    const type = untyped(name);
    for (const decorate of decorators) decorate(type);
    return type;
  };
  const guard = () => {
    const type = decorated('Guard', Injectable());
    Object.assign(type.prototype as object, { canActivate: () => true });
    return type as Type<CanActivate>;
  };

  it.each([
    ['a module', () => ({ imports: [decorated('Untyped', Module({}))] })],
    ['a global module', () => ({ imports: [decorated('Untyped', Global(), Module({}))] })],
    ['a controller', () => ({ controllers: [decorated('Untyped', Controller())] })],
    ['a filter', () => ({ providers: [decorated('Untyped', Catch())] })],
    ['what serves a transport', () => ({ providers: [decorated('Untyped', SetMetadata(TRANSPORT_METADATA, {}))] })],
    [
      'a class of a third-party decorator',
      () => ({ providers: [decorated('Untyped', SetMetadata('processor', 'q'))] }),
    ],
    ['a class with enhancers alone', () => ({ providers: [decorated('Untyped', UseGuards(class {}))] })],
    ['a guard', () => ({ controllers: [decorated('Guarded', Controller(), UseGuards(guard()), Dependencies('a'))] })],
  ])('are reported for %s', async (_what, module) => {
    const app = { module: class App {}, providers: [] as unknown[], ...(module() as object) };
    app.providers = [...app.providers, { provide: 'a', useValue: 1 }];
    const error = await bootError(app);
    expect(error.code).toBe('PORTICO_MISSING_TYPES');
    expect(error.message).toMatch(
      /^PORTICO_MISSING_TYPES: (Untyped|Guard) \(in \w+\) cannot be created: the type of its constructor parameter/,
    );
  });

  it('cause one warning for a class without decorators, which may be part of a library', async () => {
    const warnings: string[] = [];
    const note = (message: string) => void warnings.push(message);
    Logger.overrideLogger({ log: () => {}, error: () => {}, warn: note });
    try {
      const Plain = untyped('Plain');
      class Inheriting extends untyped('Client') {}
      Injectable()(Inheriting);
      const Other = { module: class Other {}, providers: [Plain] };
      const { get } = await boot({ module: class App {}, imports: [Other], providers: [Plain, Inheriting] });
      expect(get(Plain)).toBeInstanceOf(Plain);
      expect(warnings).toEqual([expect.stringContaining('Plain (in App) is created without arguments')]);
    } finally {
      Logger.overrideLogger(false);
    }
  });
});

describe('invalid modules', () => {
  it('are reported with their index and the chain of imports', async () => {
    @Module({ imports: [String as never, undefined as never] })
    class Feature {}
    const error = await bootError({ module: class App {}, imports: [Feature] });
    expect(error.code).toBe('PORTICO_UNDEFINED_MODULE');
    expect(error.message).toContain('Feature cannot be created: the module at index [1] of its "imports" is undefined');
    expect(error.message).toContain('App -> Feature');
  });

  it('are distinguished in the chain if they have the same name', async () => {
    const inner = { module: named('Feature'), imports: [undefined] };
    const error = await bootError({ module: named('Feature'), imports: [inner] });
    expect(error.message).toContain('Feature#1 -> Feature#2');
    expect(error.message).toContain('different modules of this chain have the name "Feature"');
  });

  it.each([
    ['an object', { foo: 1 }, 'an object of Object'],
    ['a string', 'CatsModule', 'CatsModule'],
    ['a provider', Repository, 'a class decorated with @Injectable()'],
  ])('may be %s', async (_, entry, text) => {
    const error = await bootError({ module: class App {}, imports: [entry] });
    expect(error.code).toBe('PORTICO_INVALID_MODULE');
    expect(error.message).toContain(text);
  });

  it('may be the root', async () => {
    expect((await bootError(undefined)).message).toContain('its root module is undefined');
    expect((await bootError(42)).code).toBe('PORTICO_INVALID_MODULE');
  });
});

describe('entries of a module', () => {
  it('are reported if they are undefined', async () => {
    const provider = await bootError(providersOf(Repository, undefined));
    expect(provider.code).toBe('PORTICO_UNDEFINED_ENTRY');
    expect(provider.message).toContain('the provider at index [1] of its "providers" is undefined');
    const controller = await bootError({ module: class App {}, controllers: [null] });
    expect(controller.message).toContain('the controller at index [0] of its "controllers" is null');
  });

  it('are reported if they do not say how to create the provider', async () => {
    for (const definition of [{ provide: 'x' }, { provide: 'x', useClass: undefined }, { useValue: 1 }, 'x']) {
      expect((await bootError(providersOf(definition))).code).toBe('PORTICO_INVALID_PROVIDER');
    }
    const error = await bootError(providersOf({ provide: 'x', useClass: undefined }));
    expect(error.message).toContain('Its "useClass" is undefined');
  });

  it('must be classes for useClass', async () => {
    const error = await bootError(providersOf({ provide: 'x', useClass: {} as never }));
    expect(error.code).toBe('PORTICO_INVALID_CLASS');
  });

  it('can only be exported if they exist', async () => {
    const unknown = await bootError({
      module: class App {},
      providers: [{ provide: 'repository', useValue: 1 }],
      exports: ['repositroy'],
    });
    expect(unknown.code).toBe('PORTICO_UNKNOWN_EXPORT');
    expect(unknown.message).toContain('Similar names in App: repository.');
    @Module({ providers: [Repository], exports: [Repository] })
    class Data {}
    const foreign = await bootError({ module: class App {}, imports: [Data], exports: [Repository] });
    expect(foreign.remedy).toContain('Replace Repository with Data in the "exports" of App');
    expect((await bootError({ module: class App {}, exports: [undefined] })).message).toContain('circular import');
  });
});

describe('construction', () => {
  it('keeps the error of a factory as the cause', async () => {
    const cause = new RangeError('no port');
    for (const useFactory of [
      () => {
        throw cause;
      },
      () => Promise.reject(cause),
    ]) {
      const error = await bootError(providersOf({ provide: 'server', useFactory }));
      expect(error.code).toBe('PORTICO_FACTORY_FAILED');
      expect(error.cause).toBe(cause);
      expect(error.message).toContain('The factory of server in App failed: RangeError: no port');
    }
  });

  it('passes on the error of a constructor unchanged', async () => {
    const cause = new RangeError('no port');
    class Server {
      constructor() {
        throw cause;
      }
    }
    await expect(boot(providersOf(Server))).rejects.toBe(cause);
  });

  it('says why a provider is request-scoped', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Session {}
    @Injectable()
    class Users {
      constructor(readonly session: Session) {}
    }
    @Injectable()
    class Report {
      constructor(readonly users: Users) {}
    }
    const { container, resolver } = await boot(providersOf(Users, Session));
    const error = await failure(() => resolver.create(Report, container.root as never));
    expect(error.message).toContain('Report -> Users -> Session');
    expect(error.remedy).toContain('moduleRef.create(Report, contextId)');
  });

  it('requires a class for create()', async () => {
    const { container, resolver } = await boot(providersOf());
    expect((await failure(() => resolver.create('x' as never, container.root as never))).code).toBe(
      'PORTICO_INVALID_CLASS',
    );
  });
});
