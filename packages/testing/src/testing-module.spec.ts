import {
  type CanActivate,
  Controller,
  forwardRef,
  Get,
  Inject,
  Injectable,
  type InjectionToken,
  Logger,
  Module,
  type NestInterceptor,
  type PipeTransform,
  Scope,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import {
  APP_GUARD,
  ExternalContextCreator,
  ModuleRef,
  ModulesContainer,
  NestApplicationContext,
  Reflector,
} from '@portico/core';
import { of } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { CapturingLogger } from './capturing-logger.js';
import { Test } from './test.js';
import { TestingModule } from './testing-module.js';
import type { OverrideBy } from './testing-module-builder.js';

@Injectable()
class CatsRepository {
  all(): string[] {
    return ['Tom'];
  }
}

@Injectable()
class CatsService {
  readonly hooks: string[] = [];
  constructor(readonly repository: CatsRepository) {}
  onModuleInit(): void {
    this.hooks.push('init');
  }
  onModuleDestroy(): void {
    this.hooks.push('destroy');
  }
}

@Module({ providers: [CatsRepository], exports: [CatsRepository] })
class DataModule {}

@Module({ imports: [DataModule], providers: [CatsService] })
class CatsModule {}

describe('Test.createTestingModule', () => {
  it('creates instances, and runs start-up hooks only at init()', async () => {
    const module = await Test.createTestingModule({ imports: [CatsModule] }).compile();
    expect(module).toBeInstanceOf(TestingModule);
    expect(module).toBeInstanceOf(NestApplicationContext);
    const service = module.get(CatsService);
    expect(service.repository.all()).toEqual(['Tom']);
    expect(service.hooks).toEqual([]);
    expect(await module.init()).toBe(module);
    expect(service.hooks).toEqual(['init']);
    await module.close();
    expect(service.hooks).toEqual(['init', 'destroy']);
  });

  it('accepts all metadata of @Module()', async () => {
    @Controller()
    class Ctl {}
    const module = await Test.createTestingModule({
      controllers: [Ctl],
      providers: [
        { provide: 'value', useValue: 1 },
        { provide: 'sum', useFactory: async (value: number) => value + 1, inject: ['value'] },
      ],
    }).compile();
    expect(module.get(Ctl)).toBeInstanceOf(Ctl);
    expect(module.get('sum')).toBe(2);
    await expect(Test.createTestingModule({}).compile()).resolves.toBeInstanceOf(TestingModule);
  });

  it('supports get(), resolve() and select()', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient {}
    const module = await Test.createTestingModule({ imports: [CatsModule], providers: [Transient] }).compile();
    expect(await module.resolve(Transient)).not.toBe(await module.resolve(Transient));
    expect(module.select(DataModule).get(CatsRepository, { strict: true })).toBe(module.get(CatsRepository));
    expect(() => module.get('nope')).toThrow(expect.objectContaining({ code: 'PORTICO_UNKNOWN_ELEMENT' }));
  });

  it('rejects with errors of resolution', async () => {
    await expect(Test.createTestingModule({ providers: [CatsService] }).compile()).rejects.toMatchObject({
      code: 'PORTICO_UNKNOWN_DEPENDENCY',
    });
  });
});

@Injectable()
class CountingReflector extends Reflector {
  constructor(readonly modules: ModulesContainer) {
    super();
  }
}

describe('overrideProvider', () => {
  it('replaces a provider with a value, a class, or the result of a factory', async () => {
    const build = () =>
      Test.createTestingModule({ imports: [CatsModule], providers: [{ provide: 'name', useValue: 'Felix' }] });

    const byValue = await build()
      .overrideProvider(CatsRepository)
      .useValue({ all: () => ['value'] })
      .compile();
    expect(byValue.get(CatsService).repository.all()).toEqual(['value']);
    expect(byValue.get(CatsRepository)).toBe(byValue.get(CatsService).repository);

    class Fake {
      all = () => ['class'];
    }
    const byClass = await build().overrideProvider(CatsRepository).useClass(Fake).compile();
    expect(byClass.get(CatsService).repository).toBeInstanceOf(Fake);

    const byFactory = await build()
      .overrideProvider('name')
      .useValue('Garfield')
      .overrideProvider(CatsService)
      .useFactory({
        factory: (repository: CatsRepository) => ['factory', ...repository.all()],
        inject: [CatsRepository],
      })
      .compile();
    expect(byFactory.get(CatsService)).toEqual(['factory', 'Tom']);
    expect(byFactory.get('name')).toBe('Garfield');
  });

  it('replaces providers before anything is constructed', async () => {
    const connect = vi.fn();
    await Test.createTestingModule({ providers: [{ provide: 'connection', useFactory: connect }] })
      .overrideProvider('connection')
      .useValue({})
      .compile();
    expect(connect).not.toHaveBeenCalled();
  });

  it('accepts undefined and null as values', async () => {
    const module = await Test.createTestingModule({ imports: [CatsModule] })
      .overrideProvider(CatsRepository)
      .useValue(null)
      .compile();
    expect(module.get(CatsService).repository).toBeNull();
  });

  it('replaces providers of the framework', async () => {
    @Injectable()
    class Reads {
      constructor(readonly reflector: Reflector) {}
    }
    const fake = { get: () => 'fake' };
    const module = await Test.createTestingModule({ providers: [Reads] })
      .overrideProvider(Reflector)
      .useValue(fake)
      .compile();
    expect(module.get(Reads).reflector).toBe(fake);
  });

  it.each([
    ['a class', (by: OverrideBy) => by.useClass(CountingReflector)],
    [
      'a factory',
      (by: OverrideBy) =>
        by.useFactory({
          factory: async (modules: ModulesContainer) => new CountingReflector(modules),
          inject: [ModulesContainer],
        }),
    ],
  ])('replaces providers of the framework by %s with dependencies', async (_what, replace) => {
    @Injectable()
    class Reads {
      constructor(readonly reflector: Reflector) {}
    }
    const builder = Test.createTestingModule({ providers: [Reads] });
    const module = await replace(builder.overrideProvider(Reflector)).compile();
    const { reflector } = module.get(Reads);
    expect(reflector).toBeInstanceOf(CountingReflector);
    expect(reflector).toHaveProperty('modules', module.get(ModulesContainer));
    expect(module.get(Reflector)).toBe(reflector);
    const alone = await replace(Test.createTestingModule({}).overrideProvider(Reflector)).compile();
    expect(alone.get(Reflector)).toBeInstanceOf(CountingReflector);
  });

  it('ignores tokens that do not exist', async () => {
    await expect(Test.createTestingModule({}).overrideProvider('nobody').useValue(1).compile()).resolves.toBeInstanceOf(
      TestingModule,
    );
  });
});

describe('overriding enhancers', () => {
  @Injectable()
  class Closed implements CanActivate {
    canActivate(): boolean {
      return false;
    }
  }

  @Injectable()
  class Passes implements NestInterceptor {
    intercept(_context: unknown, next: { handle(): never }) {
      return next.handle();
    }
  }

  @Controller()
  class Ctl {
    @Get()
    @UseGuards(Closed)
    @UseInterceptors(Passes)
    run(): string {
      return 'ran';
    }
    @Get('open')
    open(): string {
      return 'ran';
    }
  }

  /** Runs a method with its enhancers, like a request. */
  function call(module: TestingModule, name: 'run' | 'open'): Promise<unknown> {
    const controller = module.get(Ctl);
    return module.get(ExternalContextCreator).create(controller, controller[name], name)();
  }

  it('replaces enhancers of decorators', async () => {
    const closed = await Test.createTestingModule({ controllers: [Ctl] }).compile();
    await expect(call(closed, 'run')).rejects.toMatchObject({ status: 403 });

    const open = await Test.createTestingModule({ controllers: [Ctl] })
      .overrideGuard(Closed)
      .useValue({ canActivate: () => true })
      .overrideInterceptor(Passes)
      .useValue({ intercept: async () => of('intercepted') })
      .compile();
    expect(await call(open, 'run')).toBe('intercepted');
  });

  it('replaces a global enhancer by its class, or by the target of its alias', async () => {
    const byClass = await Test.createTestingModule({
      controllers: [Ctl],
      providers: [{ provide: APP_GUARD, useClass: Closed }],
    })
      .overrideGuard(Closed)
      .useValue({ canActivate: () => true })
      .compile();
    expect(await call(byClass, 'open')).toBe('ran');

    const byAlias = await Test.createTestingModule({
      controllers: [Ctl],
      providers: [Closed, { provide: APP_GUARD, useExisting: Closed }],
    })
      .overrideProvider(Closed)
      .useValue({ canActivate: () => true })
      .compile();
    expect(await call(byAlias, 'open')).toBe('ran');

    const untouched = await Test.createTestingModule({
      controllers: [Ctl],
      providers: [{ provide: APP_GUARD, useClass: Closed }],
    }).compile();
    await expect(call(untouched, 'open')).rejects.toMatchObject({ status: 403 });
  });

  it('replaces pipes and filters like providers', async () => {
    @Injectable()
    class Doubles implements PipeTransform {
      transform(value: number): number {
        return value * 2;
      }
    }
    const fake = { transform: () => 0 };
    const module = await Test.createTestingModule({ providers: [Doubles] })
      .overridePipe(Doubles)
      .useValue(fake)
      .compile();
    expect(module.get(Doubles)).toBe(fake);
    const other = await Test.createTestingModule({ providers: [Doubles] })
      .overrideFilter(Doubles)
      .useValue(fake)
      .compile();
    expect(other.get(Doubles)).toBe(fake);
  });
});

describe('the scope of a replacement', () => {
  @Injectable({ scope: Scope.TRANSIENT })
  class Ticket {}
  @Injectable()
  class First {
    constructor(readonly ticket: Ticket) {}
  }
  @Injectable()
  class Second {
    constructor(readonly ticket: Ticket) {}
  }
  class Fake {}
  const builder = () => Test.createTestingModule({ providers: [Ticket, First, Second] }).overrideProvider(Ticket);

  it('is that of the provider for a factory', async () => {
    const module = await builder()
      .useFactory({ factory: () => ({}) })
      .compile();
    expect(module.get(First).ticket).not.toBe(module.get(Second).ticket);
    await expect(module.resolve(Ticket)).resolves.not.toBe(await module.resolve(Ticket));
  });

  it('is its own for a class', async () => {
    const module = await builder().useClass(Fake).compile();
    expect(module.get(First).ticket).toBe(module.get(Second).ticket);
  });
});

describe('overrideModule', () => {
  @Module({ providers: [{ provide: CatsRepository, useValue: { all: () => ['fake'] } }], exports: [CatsRepository] })
  class FakeDataModule {}

  it('replaces a module everywhere', async () => {
    const module = await Test.createTestingModule({ imports: [CatsModule] })
      .overrideModule(DataModule)
      .useModule(FakeDataModule)
      .compile();
    expect(module.get(CatsService).repository.all()).toEqual(['fake']);
    expect(module.select(DataModule).get(CatsRepository, { strict: true }).all()).toEqual(['fake']);
  });

  it('accepts dynamic modules and forward references', async () => {
    class Empty {}
    const dynamic = {
      module: Empty,
      providers: [{ provide: CatsRepository, useValue: { all: () => ['dynamic'] } }],
      exports: [CatsRepository],
    };
    const module = await Test.createTestingModule({ imports: [CatsModule] })
      .overrideModule(forwardRef(() => DataModule))
      .useModule(dynamic)
      .compile();
    expect(module.get(CatsService).repository.all()).toEqual(['dynamic']);
  });
});

describe('useMocker', () => {
  it('provides missing dependencies, with one mock per token', async () => {
    @Injectable()
    class Other {
      constructor(@Inject(CatsRepository) readonly repository: unknown) {}
    }
    const mocker = vi.fn((token?: InjectionToken) => ({ mocks: token }));
    const module = await Test.createTestingModule({ providers: [CatsService, Other] })
      .useMocker(mocker)
      .compile();
    expect(module.get(CatsService).repository).toEqual({ mocks: CatsRepository });
    expect(module.get(Other).repository).toBe(module.get(CatsService).repository);
    expect(module.get(CatsRepository)).toBe(module.get(CatsService).repository);
    expect(mocker).toHaveBeenCalledTimes(1);
  });

  it('does not provide dependencies for which the mocker returns nothing', async () => {
    const compiling = Test.createTestingModule({ providers: [CatsService] })
      .useMocker(() => undefined)
      .compile();
    await expect(compiling).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_DEPENDENCY' });
  });

  it('does not replace existing providers and optional dependencies', async () => {
    const mocker = vi.fn();
    const module = await Test.createTestingModule({
      imports: [CatsModule],
      providers: [{ provide: 'x', useFactory: (y: unknown) => [y], inject: [{ token: 'y', optional: true }] }],
    })
      .useMocker(mocker)
      .compile();
    expect(module.get('x')).toEqual([undefined]);
    expect(mocker).not.toHaveBeenCalled();
  });
});

describe('setLogger', () => {
  it('sets the logger of the test', async () => {
    const logger = new CapturingLogger();
    await Test.createTestingModule({
      providers: [{ provide: 'x', useFactory: () => new Logger('Factory').log('made') }],
    })
      .setLogger(logger)
      .compile();
    expect(logger.entries.map(({ context, message }) => [context, message])).toEqual([
      ['Factory', 'made'],
      ['InstanceLoader', 'RootTestModule dependencies initialized'],
    ]);
  });

  it('prints only errors without one', async () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await Test.createTestingModule({}).compile();
    const logger = new Logger('Test');
    logger.log('quiet');
    logger.warn('quiet');
    logger.debug('quiet');
    logger.error('loud');
    const written = err.mock.calls.join('');
    expect(out).not.toHaveBeenCalled();
    out.mockRestore();
    err.mockRestore();
    expect(written).toContain('loud');
  });
});

describe('a TestingModule', () => {
  it('throws for microservices, which are not supported', async () => {
    const module = await Test.createTestingModule({}).compile();
    // Not a promise, which nobody would await: in NestJS, the method returns the microservice.
    expect(() => module.createNestMicroservice({})).toThrow(
      expect.objectContaining({ code: 'PORTICO_NO_MICROSERVICES' }),
    );
  });

  it('can be created a thousand times quickly', async () => {
    const started = performance.now();
    for (let round = 0; round < 1_000; round += 1) {
      const module = await Test.createTestingModule({ imports: [CatsModule] })
        .overrideProvider(CatsRepository)
        .useValue({})
        .compile();
      await module.init();
      await module.close();
    }
    // Usually takes a quarter of a second. The limit only detects a severe slowdown.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('creates dynamic modules with equal content once, with the algorithm deep-hash', async () => {
    @Module({})
    class Library {}
    const library = () => ({ module: Library, providers: [CatsRepository] });
    const imports = [library(), library()];
    const created = async (moduleIdGeneratorAlgorithm?: 'deep-hash' | 'reference') => {
      const compiled = await Test.createTestingModule({ imports }, { moduleIdGeneratorAlgorithm }).compile();
      return compiled.get(CatsRepository, { each: true }).length;
    };
    expect([await created(), await created('reference'), await created('deep-hash')]).toEqual([2, 2, 1]);
  });

  it('has its own ModuleRef', async () => {
    const module = await Test.createTestingModule({ providers: [CatsRepository] }).compile();
    expect(module.get(ModuleRef).get(CatsRepository)).toBe(module.get(CatsRepository));
  });
});
