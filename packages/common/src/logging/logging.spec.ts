import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ConsoleLogger,
  type ConsoleLoggerOptions,
  filterLogLevels,
  LOG_LEVELS,
  Logger,
  type LoggerService,
  type LogLevel,
} from '../index.js';

let written: { stream: 'stdout' | 'stderr'; text: string }[];

beforeEach(() => {
  written = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written.push({ stream, text: String(text) });
      return true;
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  Logger.overrideLogger(new Logger());
  Logger.overrideLogger(LOG_LEVELS);
  Logger.detachBuffer();
  Logger.flush();
});

/** Returns the output without the process id and the time. */
const lines = () => written.map(({ text }) => text.replace(/^\[(\w+)\] \d+ {2}- .*? [AP]M +/, '').replace(/\n$/, ''));
const plain = (options?: ConsoleLoggerOptions) => new ConsoleLogger({ colors: false, ...options });
const STACK = 'Error: x\n    at foo (a.js:1:2)';

describe.each([
  ['text', {}],
  ['JSON', { json: true }],
])('ConsoleLogger, as %s, writes what cannot be read', (_form, options) => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const fail = (): never => {
    throw new Error('unreadable');
  };
  it.each<[string, unknown]>([
    ['a revoked Proxy', proxy],
    ['an object without a prototype', Object.create(null)],
    ['an object whose properties cannot be read', new Proxy({}, { get: fail })],
    ['an Error whose stack cannot be read', Object.defineProperty(new Error('m'), 'stack', { get: fail })],
  ])('%s', (_what, value) => {
    const logger = plain(options);
    logger.error(value);
    logger.log(value);
    logger.error('text', value);
    expect(written.length).toBeGreaterThanOrEqual(3);
  });
});

describe('ConsoleLogger, as text', () => {
  it('is prefixed with the name of the framework by default', () => {
    plain().log('hello');
    expect(written[0]?.text).toMatch(/^\[Portico\] /);
  });

  it('writes prefix, process, time, level, context and message', () => {
    plain({ prefix: 'App' }).log('hello', 'Ctx');
    expect(written[0]?.text).toMatch(
      new RegExp(`^\\[App\\] ${process.pid}  - \\d+/\\d+/\\d{4}, .* {5}LOG \\[Ctx\\] hello\\n$`),
    );
  });

  it('colours each level, unless NO_COLOR is set', () => {
    const logger = new ConsoleLogger('C', { colors: true });
    for (const level of LOG_LEVELS) logger[level]('x');
    expect(written.map(({ text }) => /^\[(\d+)m/.exec(text.slice(1))?.[1])).toEqual([
      '96',
      '95',
      '32',
      '33',
      '31',
      '1',
    ]);
    expect(written[2]?.text).toContain('\u001b[38;5;3m[C] \u001b[39m\u001b[32mx\u001b[39m');
    written = [];
    vi.stubEnv('NO_COLOR', '1');
    new ConsoleLogger().log('hello');
    expect(written[0]?.text).not.toContain('\u001b');
  });

  it('writes errors and fatal messages to stderr', () => {
    for (const level of LOG_LEVELS) plain()[level]('x');
    expect(written.map(({ stream }) => stream)).toEqual(['stdout', 'stdout', 'stdout', 'stdout', 'stderr', 'stderr']);
  });

  it('uses the last text as the context, and other texts as messages', () => {
    new ConsoleLogger('Own', { colors: false }).log('a');
    plain().log('a', 'b', 'Ctx');
    expect(lines()).toEqual(['LOG [Own] a', 'LOG [Ctx] a', 'LOG [Ctx] b']);
  });

  it('distinguishes a stack from a context', () => {
    const logger = new ConsoleLogger('Own', { colors: false });
    logger.error('bad', STACK);
    logger.error('bad', STACK, 'Ctx');
    logger.error('bad', 'Ctx');
    logger.error('bad', undefined, 'Ctx');
    expect(lines()).toEqual(['ERROR [Own] bad', STACK, 'ERROR [Ctx] bad', STACK, 'ERROR [Ctx] bad', 'ERROR [Ctx] bad']);
  });

  it('appends plain objects, merged, to the line of the message', () => {
    plain().log('made', { id: 1 }, { by: 'x' }, 'Ctx');
    plain().error('bad', { id: 1 }, STACK, 'Ctx');
    plain({ structuredParams: false }).log('made', { id: 1 });
    expect(lines()).toEqual([
      "LOG [Ctx] made { id: 1, by: 'x' }",
      'ERROR [Ctx] bad { id: 1 }',
      STACK,
      'LOG made',
      'LOG Object(1) {\n  id: 1\n}',
    ]);
  });

  it('writes instances and arrays as separate messages', () => {
    class Foo {
      a = 1;
    }
    plain().log('made', new Foo(), [1], 'Ctx');
    expect(lines()).toEqual(['LOG [Ctx] made', 'LOG [Ctx] Foo {\n  a: 1\n}', 'LOG [Ctx] Array(1) [\n  1\n]']);
  });

  it('writes objects as the options say', () => {
    const value = { b: [1, 2, 3], a: 'abcdef', c: { d: 1 } };
    plain({ compact: true }).log({ a: 1, b: { c: [1, 2] } });
    plain({ maxArrayLength: 1, maxStringLength: 2, depth: 0, sorted: true }).log(value);
    expect(lines()).toEqual([
      'LOG Object(2) { a: 1, b: { c: [ 1, 2 ] } }',
      "LOG Object(3) {\n  a: 'ab'... 4 more characters,\n  b: [Array],\n  c: [Object]\n}",
    ]);
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [5n, '5n'],
    [Symbol('a'), 'Symbol(a)'],
    [() => 'late', 'late'],
    [class Cat {}, 'Cat'],
  ])('writes %o', (message, text) => {
    plain().log(message);
    expect(lines()).toEqual([`LOG ${text}`]);
  });

  it('writes errors with their stack', () => {
    const error = new Error('boom');
    error.stack = 'Error: boom\n    at z (f.js:1:1)';
    plain().error(error, 'Ctx');
    expect(lines()).toEqual(['ERROR [Ctx] Error: boom\n    at z (f.js:1:1)']);
  });

  it('adds the time since the previous message', () => {
    vi.spyOn(Date, 'now')
      .mockReturnValueOnce(1000)
      .mockReturnValueOnce(1000)
      .mockReturnValueOnce(1007)
      .mockReturnValueOnce(1007);
    const logger = plain({ timestamp: true });
    logger.log('a');
    logger.log('b');
    expect(written[1]?.text).toMatch(/ b \+\d+ms\n$/);
  });

  it('does not call functions of disabled levels', () => {
    const message = vi.fn(() => 'late');
    plain({ logLevels: ['error'] }).debug(message);
    expect(message).not.toHaveBeenCalled();
    expect(written).toEqual([]);
  });

  it('enables the listed levels, and those above the most severe one', () => {
    const enabled = (logLevels: LogLevel[]) => LOG_LEVELS.filter((level) => plain({ logLevels }).isLevelEnabled(level));
    expect(enabled(['warn'])).toEqual(['warn', 'error', 'fatal']);
    expect(enabled(['debug', 'error'])).toEqual(['debug', 'error', 'fatal']);
    expect(enabled([])).toEqual([]);
    const logger = plain();
    logger.setLogLevels(['fatal']);
    logger.error('off');
    expect(written).toEqual([]);
  });

  it('changes and resets its context', () => {
    const logger = new ConsoleLogger('Own', { colors: false });
    logger.setContext('Other');
    logger.log('a');
    logger.resetContext();
    logger.log('b');
    expect(lines()).toEqual(['LOG [Other] a', 'LOG [Own] b']);
  });

  it('writes to the console with forceConsole', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    plain({ forceConsole: true }).log('x');
    plain({ forceConsole: true }).error('y', STACK);
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/LOG x$/));
    expect(error).toHaveBeenLastCalledWith(STACK);
    expect(written).toEqual([]);
  });

  it('allows subclasses to override parts', () => {
    class Own extends ConsoleLogger {
      protected override getTimestamp() {
        return 'TIME';
      }
      protected override formatPid() {
        return '[pid] ';
      }
      override log(message: unknown, ...rest: unknown[]) {
        super.log(`own ${String(message)}`, ...rest);
      }
    }
    new Own('C', { colors: false }).log('x');
    expect(written[0]?.text).toBe('[pid] TIME     LOG [C] own x\n');
  });
});

describe('ConsoleLogger, as JSON', () => {
  const records = () => written.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  const json = (options?: ConsoleLoggerOptions) => new ConsoleLogger({ json: true, ...options });
  const common = (level: string) => ({ level, pid: process.pid, timestamp: expect.any(Number) });

  it('writes one object per line', () => {
    json().log('hello', 'Ctx');
    json().log('a', 'b', 'Ctx');
    json().error('bad', STACK, 'Ctx');
    expect(records()).toEqual([
      { ...common('log'), message: 'hello', context: 'Ctx' },
      { ...common('log'), message: 'a', context: 'Ctx' },
      { ...common('log'), message: 'b', context: 'Ctx' },
      { ...common('error'), message: 'bad', context: 'Ctx', stack: STACK },
    ]);
    expect(written.every(({ text }) => text.endsWith('\n') && text.indexOf('\n') === text.length - 1)).toBe(true);
    expect(written.at(-1)?.stream).toBe('stderr');
  });

  it('writes params under their key, or beside the message without replacing it', () => {
    json().log('made', { id: 1 });
    json({ flattenParams: true }).log('made', { id: 1, level: 'mine', message: 'mine' });
    expect(records()).toEqual([
      { ...common('log'), message: 'made', params: { id: 1 } },
      { ...common('log'), message: 'made', id: 1 },
    ]);
  });

  it('writes values that JSON cannot represent', () => {
    const cyclic: Record<string, unknown> = { n: 1n, map: new Map([[1, 2]]), set: new Set([1]), fn: () => 1 };
    cyclic['self'] = cyclic;
    cyclic['twice'] = [{ a: 1 }];
    json().log(cyclic);
    expect(records()[0]?.['message']).toEqual({
      n: '1',
      map: 'Map(1) { 1 => 2 }',
      set: 'Set(1) { 1 }',
      self: '[Circular]',
      twice: [{ a: 1 }],
    });
  });

  it('writes errors with their causes', () => {
    json().error(new Error('boom', { cause: new TypeError('why') }));
    expect(records()[0]).toMatchObject({
      message: 'boom',
      error: {
        name: 'Error',
        message: 'boom',
        stack: expect.stringContaining('boom'),
        cause: { name: 'TypeError', message: 'why' },
      },
    });
  });

  it('writes the first error of a call in the entry of its first message, and other errors as entries', () => {
    const gone = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const late = new TypeError('late');
    json().error('no rows', gone);
    json().error('no rows', { table: 'cats' }, gone, 'Ctx');
    json({ flattenParams: true }).log({ a: 1 }, 'and', gone, { table: 'cats' }, 'Ctx');
    json().error('no rows', gone, gone.stack, 'Ctx');
    json().warn('twice', gone, late);
    json().warn(gone, late);
    const first = { name: 'Error', message: 'gone', stack: gone.stack, code: 'ECONNREFUSED' };
    const second = { name: 'TypeError', message: 'late', stack: late.stack };
    expect(records()).toEqual([
      { ...common('error'), message: 'no rows', error: first },
      { ...common('error'), message: 'no rows', context: 'Ctx', error: first, params: { table: 'cats' } },
      { ...common('log'), message: { a: 1 }, context: 'Ctx', error: first, table: 'cats' },
      { ...common('log'), message: 'and', context: 'Ctx' },
      { ...common('error'), message: 'no rows', context: 'Ctx', stack: gone.stack, error: first },
      { ...common('warn'), message: 'twice', error: first },
      { ...common('warn'), message: 'late', error: second },
      { ...common('warn'), message: 'gone', error: first },
      { ...common('warn'), message: 'late', error: second },
    ]);
  });

  it('writes an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    json().error('failed', error);
    expect(records()[0]?.['error']).toMatchObject({
      message: 'round',
      cause: { message: 'round', cause: '[Circular]' },
    });
  });

  it('writes the errors of an AggregateError', () => {
    const all: AggregateError = new AggregateError([new TypeError('one'), 'two'], 'all');
    all.errors.push(all);
    json().error('failed', all);
    expect(records()[0]?.['error']).toMatchObject({
      name: 'AggregateError',
      errors: [{ name: 'TypeError', message: 'one' }, 'two', { name: 'AggregateError', errors: '[Circular]' }],
    });
  });

  it('passes the error of a message to methods that a subclass overrides', () => {
    const passed: unknown[] = [];
    class Own extends ConsoleLogger {
      protected override printAsJson(...args: Parameters<ConsoleLogger['printAsJson']>) {
        passed.push([args[0], args[1].error]);
        super.printAsJson(...args);
      }
    }
    const error = new Error('boom');
    new Own({ json: true }).error('failed', error);
    new Own({ json: true }).error(error);
    expect(passed).toEqual([
      ['failed', error],
      ['boom', error],
    ]);
  });

  it('is formatted with colours or line breaks if the options say so', () => {
    json({ colors: true }).log('h');
    json({ compact: false }).log('h');
    expect(written[0]?.text).toContain("message: \u001b[32m'h'\u001b[39m");
    expect(written[1]?.text).toContain("\n  message: 'h'\n");
  });
});

describe('Logger', () => {
  const recorder = () => {
    const calls: unknown[][] = [];
    const note =
      (level: string) =>
      (...args: unknown[]) =>
        calls.push([level, ...args]);
    const logger: LoggerService = { log: note('log'), error: note('error'), warn: note('warn') };
    return { calls, logger };
  };

  it('adds its context after the arguments', () => {
    const { calls, logger } = recorder();
    Logger.overrideLogger(logger);
    new Logger('A').log('m');
    new Logger('A').log('m', { z: 1 }, 'B');
    new Logger('A').error('m');
    new Logger('A').error('m', 'stack');
    new Logger().log('m');
    Logger.log('m', 'C');
    new Logger('A').debug('a level that the logger does not have');
    expect(calls).toEqual([
      ['log', 'm', 'A'],
      ['log', 'm', { z: 1 }, 'B', 'A'],
      ['error', 'm', undefined, 'A'],
      ['error', 'm', 'stack', 'A'],
      ['log', 'm'],
      ['log', 'm', 'C'],
    ]);
  });

  it('does not take its context for a message if there is none', () => {
    const { calls, logger } = recorder();
    Logger.overrideLogger(logger);
    const empty: [message: unknown] = [] as never;
    new Logger('A').log(...empty);
    new Logger('A').error(...empty);
    expect(calls).toEqual([
      ['log', undefined, 'A'],
      ['error', undefined, undefined, 'A'],
    ]);
  });

  it('writes to the console by default, with the levels of the application', () => {
    new Logger('A').log('one');
    Logger.overrideLogger(['error']);
    new Logger('A').log('off');
    new Logger('A', { timestamp: true }).warn('off');
    new Logger('A', { timestamp: true }).error('two');
    expect(written).toHaveLength(2);
    expect(Logger.isLevelEnabled('log')).toBe(false);
    expect(Logger.isLevelEnabled('fatal')).toBe(true);
  });

  it('passes levels on to the current logger', () => {
    const setLogLevels = vi.fn();
    Logger.overrideLogger({ ...recorder().logger, setLogLevels });
    Logger.overrideLogger(['warn']);
    expect(setLogLevels).toHaveBeenCalledWith(['warn']);
  });

  it('is silent for false', () => {
    Logger.overrideLogger(false);
    Logger.error('x');
    new Logger('A').error('x');
    expect(written).toEqual([]);
    expect(Logger.isLevelEnabled('fatal'), 'fatal is enabled').toBe(false);
  });

  it('uses a logger that is set later, even in existing instances', () => {
    const early = new Logger('Early');
    const { calls, logger } = recorder();
    Logger.overrideLogger(logger);
    early.log('x');
    expect(calls).toEqual([['log', 'x', 'Early']]);
  });

  it('keeps messages for the logger that is set when they are flushed', () => {
    Logger.attachBuffer();
    const { calls, logger } = recorder();
    Logger.log('1');
    new Logger('I').error('2');
    Logger.overrideLogger(logger);
    expect(calls).toEqual([]);
    Logger.flush();
    Logger.log('3');
    expect(calls).toEqual([
      ['log', '1'],
      ['error', '2', undefined, 'I'],
      ['log', '3'],
    ]);
  });

  it('writes immediately after the buffer is detached, and keeps buffered messages', () => {
    const { calls, logger } = recorder();
    Logger.overrideLogger(logger);
    Logger.attachBuffer();
    Logger.log('kept');
    Logger.detachBuffer();
    Logger.log('at once');
    Logger.flush();
    expect(calls).toEqual([
      ['log', 'at once'],
      ['log', 'kept'],
    ]);
  });

  it('rejects itself as the logger', () => {
    class Own extends Logger {}
    expect(() => Logger.overrideLogger(new Own())).toThrow(/Own extends Logger[\s\S]*class Own extends ConsoleLogger/);
  });

  it('returns the time in the format of messages', () => {
    expect(Logger.getTimestamp()).toMatch(/\d/);
  });
});

describe('filterLogLevels', () => {
  it.each([
    ['>=warn', ['warn', 'error', 'fatal']],
    ['>warn', ['error', 'fatal']],
    ['log,error', ['log', 'error']],
    ['LOG, Error', ['log', 'error']],
    ['debug', ['debug']],
    ['', LOG_LEVELS],
    [undefined, LOG_LEVELS],
    ['nonsense', LOG_LEVELS],
  ])('reads %o', (text, levels) => {
    expect(filterLogLevels(text)).toEqual(levels);
  });

  it('rejects an unknown level', () => {
    expect(() => filterLogLevels('>nope')).toThrow(/unknown log level.*verbose, debug, log/s);
  });
});
