import { Logger, type LoggerService } from '@portico/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeAll, create } from '../http/application.fixture.js';
import { NestFactory } from './factory.js';

const lines: string[] = [];
const named = (name: string): LoggerService => {
  const write = (message: unknown) => void lines.push(`${name}: ${message}`);
  return { log: write, warn: write, error: write };
};
const own = () => new Logger('test').log('own');

beforeEach(() => {
  lines.length = 0;
  Logger.overrideLogger(named('default'));
});
afterEach(async () => {
  await closeAll();
  Logger.overrideLogger(false);
});

describe('bufferLogs of an application with a server', () => {
  it('prints all messages at the end of init() with the last logger', async () => {
    const app = await create({}, { bufferLogs: true, logger: undefined });
    app.useLogger(named('first'));
    own();
    app.useLogger(named('second'));
    own();
    expect(lines).toEqual([]);
    await app.init();
    expect(lines.at(0)).toBe('second: Starting application...');
    expect(lines.filter((line) => line === 'second: own')).toHaveLength(2);
    expect(lines.at(-1)).toBe('second: Application successfully started');
    own();
    expect(lines.at(-1)).toBe('second: own');
  });

  it('prints with the default logger if none is set, and then with a later one', async () => {
    const app = await create({}, { bufferLogs: true, logger: undefined });
    await app.init();
    expect(lines.at(-1)).toBe('default: Application successfully started');
    app.useLogger(named('late'));
    own();
    expect(lines.at(-1)).toBe('late: own');
  });

  it('prints all messages at flushLogs(), and later ones immediately', async () => {
    const app = await create({}, { bufferLogs: true, logger: undefined });
    app.useLogger(named('mine'));
    app.flushLogs();
    expect(lines.at(0)).toBe('mine: Starting application...');
    own();
    expect(lines.at(-1)).toBe('mine: own');
  });

  it('waits for flushLogs() if autoFlushLogs is false', async () => {
    const app = await create({}, { bufferLogs: true, autoFlushLogs: false, logger: undefined });
    app.useLogger(named('mine'));
    await app.init();
    expect(lines).toEqual([]);
    app.flushLogs();
    expect(lines.at(-1)).toBe('mine: Application successfully started');
  });

  it('prints buffered messages if init() fails', async () => {
    class Failing {
      onModuleInit(): never {
        own();
        throw new Error('no database');
      }
    }
    const app = await create({ providers: [Failing] }, { bufferLogs: true, logger: undefined });
    app.useLogger(named('mine'));
    await expect(app.init()).rejects.toThrow('no database');
    expect(lines).toContain('mine: own');
  });
});

describe('bufferLogs of an application context', () => {
  it.each([
    [true, true],
    [false, false],
  ])('with autoFlushLogs %s, prints immediately at useLogger(): %s', async (autoFlushLogs, printed) => {
    const context = await NestFactory.createApplicationContext({}, { bufferLogs: true, autoFlushLogs });
    own();
    expect(lines).toEqual([]);
    context.useLogger(named('mine'));
    expect(lines.includes('mine: own')).toBe(printed);
    context.flushLogs();
    expect(lines).toContain('mine: own');
    await context.close();
  });
});
