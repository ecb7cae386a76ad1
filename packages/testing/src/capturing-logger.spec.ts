import { Logger } from '@portico/common';
import { describe, expect, it, vi } from 'vitest';
import { CapturingLogger } from './capturing-logger.js';

function captured(): CapturingLogger {
  const logger = new CapturingLogger();
  logger.log('hello', 'Greeter');
  logger.error('bad', 'Error: bad\n    at run (file.js:1:1)', 'Runner');
  logger.warn({ a: 1 });
  logger.debug('detail', 'Greeter2');
  logger.fatal('the end');
  logger.verbose('with params', { id: 7 }, 'Greeter');
  return logger;
}

describe('CapturingLogger', () => {
  it('keeps all calls with their parts', () => {
    expect(captured().entries).toEqual([
      { level: 'log', message: 'hello', args: ['hello', 'Greeter'], context: 'Greeter' },
      {
        level: 'error',
        message: 'bad',
        args: ['bad', expect.any(String), 'Runner'],
        context: 'Runner',
        stack: 'Error: bad\n    at run (file.js:1:1)',
      },
      { level: 'warn', message: { a: 1 }, args: [{ a: 1 }] },
      { level: 'debug', message: 'detail', args: ['detail', 'Greeter2'], context: 'Greeter2' },
      { level: 'fatal', message: 'the end', args: ['the end'] },
      {
        level: 'verbose',
        message: 'with params',
        args: ['with params', { id: 7 }, 'Greeter'],
        context: 'Greeter',
        params: { id: 7 },
      },
    ]);
  });

  it('keeps an error, and its text as the message', () => {
    const logger = new CapturingLogger();
    const error = new Error('no database');
    logger.error(error, 'Db');
    expect(logger.entries).toEqual([
      { level: 'error', message: 'no database', error, args: [error, 'Db'], context: 'Db' },
    ]);
  });

  it.each([
    ['level', { level: 'log' }, 1],
    ['part of the message', { message: 'hel' }, 1],
    ['an expression for the message', { message: /^(hello|bad)$/ }, 2],
    ['the whole context', { context: 'Greeter' }, 2],
    ['an expression for the context', { context: /Greeter/ }, 3],
    ['several at once', { level: 'verbose', context: 'Greeter' }, 1],
    ['a function', (entry: { level: string }) => entry.level !== 'log', 5],
    ['nothing', undefined, 6],
  ] as const)('filters by %s', (_what, matcher, count) => {
    expect(captured().filter(matcher)).toHaveLength(count);
  });

  it('supports a regular expression with the flag g', () => {
    const logger = captured();
    const message = /hello/g;
    expect(logger.find({ message })).toBeDefined();
    expect(logger.find({ message })).toBeDefined();
  });

  it('finds the first match, or undefined', () => {
    expect(captured().find({ level: 'fatal' })).toMatchObject({ message: 'the end' });
    expect(captured().find({ level: 'fatal', context: 'Greeter' })).toBeUndefined();
  });

  it('asserts a match, and lists captured messages on failure', () => {
    const logger = captured();
    expect(logger.assertLogged({ message: 'bad' })).toMatchObject({ level: 'error' });
    expect(() => logger.assertLogged({ message: 'worse' })).toThrow(
      /none of the 6 captured does[\s\S]*ERROR \[Runner\] bad/,
    );
    expect(() => logger.assertNotLogged({ message: 'worse' })).not.toThrow();
    expect(() => logger.assertNotLogged({ level: 'fatal' })).toThrow(/but 1 captured does[\s\S]*FATAL the end/);
  });

  it('can be cleared', () => {
    const logger = captured();
    logger.clear();
    expect(logger.entries).toEqual([]);
  });

  it('keeps only the given levels', () => {
    const logger = new CapturingLogger({ logLevels: ['error'] });
    logger.log('no');
    logger.error('yes');
    expect(logger.entries).toHaveLength(1);
  });

  it('prints nothing by default', () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    new CapturingLogger().log('silent');
    new CapturingLogger({ print: true }).log('printed');
    const written = out.mock.calls.join('');
    out.mockRestore();
    expect(written).toContain('printed');
    expect(written).not.toContain('silent');
  });

  it('captures messages of Logger once it is set', () => {
    const logger = new CapturingLogger();
    Logger.overrideLogger(logger);
    new Logger('Service').warn('careful', { limit: 3 });
    expect(logger.entries).toEqual([
      {
        level: 'warn',
        message: 'careful',
        args: ['careful', { limit: 3 }, 'Service'],
        context: 'Service',
        params: { limit: 3 },
      },
    ]);
  });
});
