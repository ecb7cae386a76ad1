import {
  Controller,
  forwardRef,
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  Scope,
  type Type,
  UseGuards,
} from '@portico/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NestFactory } from '../application/factory.js';
import type { IEntryNestModule } from '../application/root-module.js';
import { INQUIRER } from '../container/core-tokens.js';

const start = (module: IEntryNestModule) =>
  NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });

let log: string[] = [];

/** Creates a class that records its hooks, and for asynchronous ones also their end. */
function recorded(name: string): Type<any> {
  const classes: Record<string, Type> = {
    [name]: class {
      async onModuleInit() {
        log.push(`init ${name}`);
        await Promise.resolve();
        log.push(`inited ${name}`);
      }
      onApplicationBootstrap() {
        log.push(`boot ${name}`);
      }
      onModuleDestroy() {
        log.push(`destroy ${name}`);
      }
      beforeApplicationShutdown(signal?: string) {
        log.push(`before ${name} ${signal}`);
      }
      onApplicationShutdown(signal?: string) {
        log.push(`shutdown ${name} ${signal}`);
      }
    },
  };
  return classes[name] as Type;
}

function provider(name: string, dependencies: unknown[] = [], scope?: Scope): Type<any> {
  const type = recorded(name);
  Injectable({ scope })(type);
  for (const [index, dependency] of dependencies.entries()) Inject(dependency as string)(type, undefined, index);
  return type;
}

function module(name: string, metadata: Parameters<typeof Module>[0]): Type<any> {
  const type = recorded(name);
  Module(metadata)(type);
  return type;
}

const of = (hook: string) => log.filter((line) => line.startsWith(`${hook} `)).map((line) => line.split(' ')[1]);

describe('the lifecycle of an application', () => {
  afterEach(() => {
    log = [];
    vi.restoreAllMocks();
  });

  it('runs hooks by distance: global modules, then the farthest from the root, and in reverse at shutdown', async () => {
    const Far = module('Far', { providers: [provider('FarP')] });
    const Near = module('Near', { imports: [Far], providers: [provider('NearP')] });
    const Sibling = module('Sibling', { providers: [provider('SiblingP')] });
    const Everywhere = module('Everywhere', {});
    Global()(Everywhere);
    const Root = module('Root', { imports: [Near, Sibling, Far, Everywhere], providers: [provider('RootP')] });

    const context = await start(Root);
    const up = ['Everywhere', 'FarP', 'Far', 'NearP', 'Near', 'SiblingP', 'Sibling', 'RootP', 'Root'];
    expect(of('init')).toEqual(up);
    expect(of('boot')).toEqual(up);
    expect(log.indexOf('boot Everywhere')).toBeGreaterThan(log.indexOf('inited Root'));

    await context.close('SIGTERM');
    const down = ['RootP', 'Root', 'SiblingP', 'Sibling', 'NearP', 'Near', 'FarP', 'Far', 'Everywhere'];
    expect(of('destroy')).toEqual(down);
    expect(of('before')).toEqual(down);
    expect(of('shutdown')).toEqual(down);
    expect(log.indexOf('before RootP SIGTERM')).toBeGreaterThan(log.indexOf('destroy Everywhere'));
    expect(log.at(-1)).toBe('shutdown Everywhere SIGTERM');
  });

  it('runs hooks of a module in layers of dependencies, and those of a layer at the same time', async () => {
    const A = provider('A');
    const B = provider('B', [A]);
    const C = provider('C', [B, 'value']);
    const Other = provider('Other');
    const Uses = provider('Uses', [Other]);
    const Factory = { provide: 'factory', useFactory: () => new (recorded('Factory'))(), inject: [B] };
    const Value = { provide: 'value', useValue: new (recorded('Value'))() };
    const Ctl = provider('Ctl', [A]);
    Controller()(Ctl);
    await start({ providers: [C, B, A, Factory, Value, Uses, Other], controllers: [Ctl] });

    expect(of('init')).toEqual(['Value', 'A', 'Other', 'Ctl', 'B', 'Uses', 'C', 'Factory']);
    const at = (line: string) => log.indexOf(line);
    expect(at('init Other')).toBeLessThan(at('inited A'));
    expect(at('inited A')).toBeLessThan(at('init B'));
    expect(at('inited B')).toBeLessThan(at('init C'));
  });

  it('starts all members of a cycle at the same time', async () => {
    const First = provider('First', [forwardRef(() => 'second')]);
    const Second = provider('Second', [forwardRef(() => First)]);
    await start({ providers: [First, { provide: 'second', useClass: Second }, provider('Third', [First])] });
    expect(of('init')).toEqual(['First', 'Second', 'Third']);
    expect(log.indexOf('init Second')).toBeLessThan(log.indexOf('inited First'));
  });

  it('does not delay the hooks of a class that injects INQUIRER', async () => {
    await start({ providers: [provider('Plain'), provider('Asking', [INQUIRER])] });
    expect(log.indexOf('init Asking')).toBeLessThan(log.indexOf('inited Plain'));
  });

  it('includes controllers, enhancers, factories, values, and transient instances of singletons', async () => {
    const GuardClass = provider('Guard');
    GuardClass.prototype.canActivate = () => true;
    const Ctl = recorded('Ctl');
    Controller()(Ctl);
    UseGuards(GuardClass)(Ctl);
    const Transient = provider('Transient', [], Scope.TRANSIENT);
    await start({
      controllers: [Ctl],
      providers: [
        Transient,
        provider('First', [Transient]),
        provider('Second', [Transient]),
        { provide: 'alias', useExisting: 'value' },
        { provide: 'value', useValue: new (recorded('Value'))() },
      ],
    });
    expect(of('boot')).toEqual(['Value', 'Ctl', 'Guard', 'Transient', 'Transient', 'First', 'Second']);
  });

  it('omits request-scoped providers', async () => {
    const context = await start({ providers: [provider('PerRequest', [], Scope.REQUEST)] });
    await context.close();
    expect(log).toEqual([]);
  });

  it('closes once, however often close() is called', async () => {
    const context = await start(module('Root', {}));
    await Promise.all([context.close('SIGINT'), context.close('SIGTERM')]);
    await context.close();
    expect(of('destroy')).toEqual(['Root']);
    expect(log.at(-1)).toBe('shutdown Root SIGINT');
  });

  it('starts once', async () => {
    const context = await start(module('Root', {}));
    expect(await context.init()).toBe(context);
    expect(of('init')).toEqual(['Root']);
  });

  it('fails to start with the error of a hook, after it has closed what was opened', async () => {
    class Fails {
      onModuleInit() {
        throw new Error('no database');
      }
    }
    Module({ imports: [module('Opened', {})] })(Fails);
    const Never = module('Never', { imports: [Fails] });

    await expect(start(Never)).rejects.toThrow('no database');
    expect(of('init')).toEqual(['Opened']);
    expect(of('boot')).toEqual([]);
    expect(of('destroy')).toEqual(['Never', 'Opened']);
    expect(of('shutdown')).toEqual(['Never', 'Opened']);
  });

  it('logs errors of hooks at shutdown, and runs the other hooks', async () => {
    class Sync {
      onModuleDestroy() {
        throw new Error('sync failure');
      }
    }
    class Async {
      async beforeApplicationShutdown() {
        await Promise.resolve();
        throw new Error('async failure');
      }
    }
    const context = await start({ imports: [module('Rest', {})], providers: [Sync, Async] });
    const error = vi.fn();
    context.useLogger({ log: () => undefined, warn: () => undefined, error });
    await context.close();

    expect(of('destroy')).toEqual(['Rest']);
    expect(of('shutdown')).toEqual(['Rest']);
    const messages = error.mock.calls.map(([message]) => message as string);
    expect(messages).toEqual([
      'Sync.onModuleDestroy() failed: sync failure',
      'Async.beforeApplicationShutdown() failed: async failure',
    ]);
    Logger.overrideLogger(false);
  });

  it.each([
    ['an object without a prototype', Object.create(null)],
    ['an Error without a prototype', Object.setPrototypeOf(new Error('hidden'), null)],
    ['a revoked Proxy', revokedProxy()],
    ['an Error whose stack cannot be read', withoutStack()],
  ])('closes although a hook throws %s', async (_what, thrown) => {
    class Broken {
      onModuleDestroy() {
        throw thrown;
      }
      async onApplicationShutdown() {
        throw thrown;
      }
    }
    const context = await start({ imports: [module('Rest', {})], providers: [Broken] });
    const error = vi.fn();
    context.useLogger({ log: () => undefined, warn: () => undefined, error });
    await context.close();
    Logger.overrideLogger(false);

    expect(of('shutdown')).toEqual(['Rest']);
    const hooks = error.mock.calls.map(([message]) => String(message).split('()')[0]);
    expect(hooks).toEqual(['Broken.onModuleDestroy', 'Broken.onApplicationShutdown']);
  });

  it('closes on a signal if shutdown hooks are enabled, and then sends the signal again', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const context = await start(module('Root', {}));
    expect(context.enableShutdownHooks(['SIGUSR2'])).toBe(context);
    process.emit('SIGUSR2', 'SIGUSR2');
    await vi.waitFor(() => expect(kill).toHaveBeenCalledWith(process.pid, 'SIGUSR2'));
    expect(log.at(-1)).toBe('shutdown Root SIGUSR2');
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  it('removes its signal listeners when it is closed', async () => {
    const context = await start({});
    const before = process.listenerCount('SIGTERM');
    context.enableShutdownHooks();
    context.enableShutdownHooks();
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await context.close();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('runs no hook in preview', async () => {
    const context = await NestFactory.createApplicationContext(module('Root', { providers: [provider('P')] }), {
      logger: false,
      abortOnError: false,
      preview: true,
    });
    await context.close();
    expect(log).toEqual([]);
  });

  it('closes after start-up if close() is called during it', async () => {
    let closing: Promise<void> | undefined;
    class Impatient {
      async onModuleInit() {
        await Promise.resolve();
        closing = context.close();
        log.push('asked to close');
      }
    }
    const { Assembly } = await import('../application/assembly.js');
    const { NestApplicationContext } = await import('../application/application-context.js');
    const assembly = new Assembly();
    await assembly.build(module('Root', { imports: [module('Late', {})], providers: [Impatient] }));
    const context = new NestApplicationContext(assembly);
    await context.init();
    await closing;
    expect(log.indexOf('boot Root')).toBeLessThan(log.indexOf('destroy Root'));
    expect(log.at(-1)).toBe('shutdown Late undefined');
  });

  it('logs that close() waits for a hook of the start-up, which may wait for close()', async () => {
    vi.useFakeTimers();
    const warned = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    let release!: () => void;
    @Injectable()
    class WaitingProvider {
      onApplicationBootstrap() {
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      }
    }
    @Module({ providers: [WaitingProvider] })
    class WaitingModule {}
    const app = await NestFactory.create(WaitingModule, { logger: false, abortOnError: false });
    const starting = app.init();
    await vi.advanceTimersByTimeAsync(0);
    const closing = app.close();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(warned).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(warned).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/onApplicationBootstrap\(\)[\s\S]*await app.close\(\)/),
    );
    release();
    await Promise.all([starting, closing]);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
    warned.mockRestore();
  });

  it('does not start after it was closed', async () => {
    const { Assembly } = await import('../application/assembly.js');
    const { NestApplicationContext } = await import('../application/application-context.js');
    const assembly = new Assembly();
    await assembly.build(module('Root', {}));
    const context = new NestApplicationContext(assembly);
    await context.close();
    expect(of('destroy')).toEqual(['Root']);
    await expect(context.init()).rejects.toMatchObject({ code: 'PORTICO_APPLICATION_CLOSED' });
  });
});

function revokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function withoutStack(): Error {
  return Object.defineProperty(new Error('visible'), 'stack', {
    get: () => {
      throw new Error('no stack');
    },
  });
}
