import {
  Inject,
  Injectable,
  Logger,
  Module,
  RequestMethod,
  Scope,
  VERSION_NEUTRAL,
  VersioningType,
} from '@portico/common';
import { describe, expect, it, vi } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { ApplicationConfig } from '../container/application-config.js';
import { ContextIdFactory } from '../container/context-id.js';
import { DiscoveryModule } from '../discovery/discovery-module.js';
import { DiscoveryService } from '../discovery/discovery-service.js';
import { ModuleRef } from '../discovery/module-ref.js';
import { UnknownDependenciesException } from './exceptions.js';
import { ExecutionContextHost } from './execution-context-host.js';
import { Injector } from './injector.js';
import { CONTROLLER_ID_KEY } from './injector-constants.js';
import { LegacyRouteConverter } from './legacy-route-converter.js';
import { ROUTE_MAPPED_MESSAGE } from './messages.js';
import { REQUEST, REQUEST_CONTEXT_ID } from './request-constants.js';
import { RoutePathFactory } from './route-path-factory.js';

@Injectable({ scope: Scope.REQUEST })
class Listener {
  readonly made = true;
  constructor(@Inject(REQUEST) readonly request: unknown) {}
}

@Injectable({ scope: Scope.TRANSIENT })
class Fleeting {
  readonly made = true;
}

@Injectable()
class Steady {}

@Module({ imports: [DiscoveryModule], providers: [Listener, Fleeting, Steady] })
class AppModule {}

async function application() {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const records = app.get(DiscoveryService).getProviders();
  const recordOf = (type: Function) => records.find(({ metatype }) => metatype === type)!;
  return { app, recordOf };
}

it('creates the instance of a context once', async () => {
  const { app, recordOf } = await application();
  const { instance, host } = recordOf(Listener);
  const contextId = ContextIdFactory.create();
  app.get(ModuleRef).registerRequestByContextId({ payload: 1 }, contextId);
  const injector = new Injector();
  const made = await injector.loadPerContext(instance as Listener, host, host.providers, contextId);
  expect([made.made, made.request]).toEqual([true, { payload: 1 }]);
  expect(await injector.loadPerContext(instance as Listener, host, host.providers, contextId)).toBe(made);
  const other = await injector.loadPerContext(instance as Listener, host, host.providers, ContextIdFactory.create());
  expect(other).not.toBe(made);
});

it('returns singletons, and reports unknown providers', async () => {
  const { recordOf } = await application();
  const { instance, host } = recordOf(Steady);
  const load = (object: object) =>
    new Injector().loadPerContext(object, host, host.providers, ContextIdFactory.create());
  expect(await load(instance as object)).toBe(instance);
  await expect(load(new Date())).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_ELEMENT' });
});

it('returns the dependencies of a class', () => {
  @Injectable()
  class Asking {
    @Inject(Steady) readonly steady!: Steady;
    constructor(
      readonly listener: Listener,
      @Inject('NAMED') readonly named: string,
    ) {}
  }
  const injector = new Injector();
  expect(injector.reflectConstructorParams(Asking)).toEqual([Listener, 'NAMED']);
  expect(injector.reflectProperties(Asking)).toEqual([{ key: 'steady', name: Steady, isOptional: false }]);
});

it('exports the error of a missing dependency', async () => {
  @Injectable()
  class Lost {
    constructor(@Inject('NOWHERE') readonly nowhere: unknown) {}
  }
  const { app } = await application();
  const error = await app
    .get(ModuleRef)
    .create(Lost)
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnknownDependenciesException);
  expect(new Error('another')).not.toBeInstanceOf(UnknownDependenciesException);
});

it('exports the keys under which requests store their contexts', () => {
  const contextId = ContextIdFactory.create();
  const request = Object.assign({}, { [REQUEST_CONTEXT_ID]: contextId });
  expect([ContextIdFactory.getByRequest(request), REQUEST]).toEqual([contextId, 'REQUEST']);
});

it('represents a provider without an instance as an object of its class whose constructor has not run', async () => {
  const { recordOf } = await application();
  for (const type of [Listener, Fleeting]) {
    const { instance } = recordOf(type);
    expect(instance).toBeInstanceOf(type);
    expect(instance).not.toHaveProperty('made');
  }
});

it.each([
  [{ ctrlPath: 'cats', methodPath: ':id' }, ['/cats/:id']],
  [{ ctrlPath: '/', methodPath: '/' }, ['/']],
  [{ ctrlPath: ['a', 'b'], methodPath: ['x', '/y'], modulePath: '/m' }, ['/m/a/x', '/m/a/y', '/m/b/x', '/m/b/y']],
  [{ ctrlPath: '/a/', methodPath: '/', modulePath: '/', globalPrefix: '/api' }, ['/api/a']],
  [{ ctrlPath: 'health', methodPath: '', globalPrefix: 'api' }, ['/health']],
])('composes the paths of %j', (metadata, paths) => {
  const config = new ApplicationConfig();
  config.setGlobalPrefixOptions({ exclude: [{ path: 'health', method: RequestMethod.GET }] });
  expect(new RoutePathFactory(config).create(metadata, RequestMethod.GET)).toEqual(paths);
});

it('adds versions to paths like the application', () => {
  const factory = new RoutePathFactory(new ApplicationConfig());
  const route = { ctrlPath: 'a', methodPath: 'b', controllerVersion: ['1', '2'], globalPrefix: 'api' };
  const uri = { type: VersioningType.URI } as const;
  expect(factory.create({ ...route, versioningOptions: uri })).toEqual(['/api/v1/a/b', '/api/v2/a/b']);
  const methodVersion = ['3', VERSION_NEUTRAL] as (string | typeof VERSION_NEUTRAL)[];
  expect(factory.create({ ...route, methodVersion, versioningOptions: uri })).toEqual(['/api/v3/a/b', '/api/a/b']);
  const header = { type: VersioningType.HEADER, header: 'x' } as const;
  expect(factory.create({ ...route, versioningOptions: header })).toEqual(['/api/a/b']);
  expect(
    [uri, { ...uri, prefix: 'r' }, { ...uri, prefix: false as const }].map((o) => factory.getVersionPrefix(o)),
  ).toEqual(['v', 'r', '']);
});

it('converts paths of older versions with a warning, unless warnings are disabled', () => {
  const warn = vi.fn();
  Logger.overrideLogger({ log: warn, error: warn, warn });
  try {
    expect(LegacyRouteConverter.tryConvert('/files/*', { logs: false })).toBe('/files/{*path}');
    expect(LegacyRouteConverter.tryConvert('/files/*name')).toBe('/files/*name');
    expect(warn).not.toHaveBeenCalled();
    LegacyRouteConverter.tryConvert('/files/(.*)');
    LegacyRouteConverter.printError('/[');
    expect(warn.mock.calls.map(([message]) => message as string)).toEqual([
      expect.stringContaining('is read as "/files/{*path}"'),
      expect.stringContaining('"/[" cannot be read'),
    ]);
  } finally {
    Logger.overrideLogger(['log', 'error', 'warn']);
  }
});

describe('an execution context that is created with its constructor', () => {
  class Cats {
    find(): void {}
  }

  it('returns the arguments for each transport, the class, the method and the type', () => {
    const context = new ExecutionContextHost(['first', 'second', 'third'], Cats, Cats.prototype.find);
    expect([context.getClass(), context.getHandler(), context.getArgs()]).toEqual([
      Cats,
      Cats.prototype.find,
      ['first', 'second', 'third'],
    ]);
    expect(context.getArgByIndex(1)).toBe('second');
    const http = context.switchToHttp();
    expect([http.getRequest(), http.getResponse(), http.getNext()]).toEqual(['first', 'second', 'third']);
    const ws = context.switchToWs();
    expect([ws.getClient(), ws.getData(), ws.getPattern()]).toEqual(['first', 'second', 'third']);
    const rpc = context.switchToRpc();
    expect([rpc.getData(), rpc.getContext()]).toEqual(['first', 'second']);
    expect(context.getType()).toBe('http');
    context.setType('ws');
    context.setType('');
    expect(context.getType()).toBe('ws');
  });

  it('has no class and method by default', () => {
    const context = new ExecutionContextHost([]);
    expect([context.getClass(), context.getHandler()]).toEqual([null, null]);
  });
});

it('creates a unique id for each class', async () => {
  const { recordOf } = await application();
  const { host } = recordOf(Steady);
  for (const type of [Steady, Fleeting]) host.assignControllerUniqueId(type);
  const ids = [Steady, Fleeting].map((type) => Reflect.get(type, CONTROLLER_ID_KEY) as unknown);
  expect(ids).toEqual([expect.any(String), expect.any(String)]);
  expect(ids[0]).not.toBe(ids[1]);
});

it('logs a mapped route like those of controllers', () => {
  expect(ROUTE_MAPPED_MESSAGE('/graphql', RequestMethod.POST)).toBe('Mapped {/graphql, POST} route');
  expect(ROUTE_MAPPED_MESSAGE('/graphql', 'GET')).toBe('Mapped {/graphql, GET} route');
});
