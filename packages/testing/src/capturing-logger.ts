import { inspect } from 'node:util';
import type { ConsoleLoggerOptions, LogLevel } from '@portico/common';
import { ConsoleLogger } from '@portico/common';
import { type CapturedLog, type CapturedLogMatcher, matchesLog } from './captured-log.js';

export interface CapturingLoggerOptions extends ConsoleLoggerOptions {
  /** Also prints captured entries. Default: `false`. */
  print?: boolean | undefined;
}

/**
 * A logger that stores its entries for tests.
 *
 * @example
 * const logger = new CapturingLogger();
 * const module = await Test.createTestingModule({ imports: [CatsModule] }).setLogger(logger).compile();
 * await module.get(CatsService).adopt('Tom');
 * logger.assertLogged({ level: 'log', context: 'CatsService', message: 'Tom' });
 */
export class CapturingLogger extends ConsoleLogger {
  readonly #print: boolean;
  readonly #entries: CapturedLog[] = [];
  #args: unknown[] = [];

  constructor(options: CapturingLoggerOptions = {}) {
    const { print = false, ...rest } = options;
    super(rest);
    this.#print = print;
  }

  /** The captured entries, oldest first. */
  get entries(): readonly CapturedLog[] {
    return this.#entries;
  }

  override log(message: unknown, ...optionalParams: unknown[]): void {
    this.#args = [message, ...optionalParams];
    super.log(message, ...optionalParams);
  }

  override error(message: unknown, ...optionalParams: unknown[]): void {
    this.#args = [message, ...optionalParams];
    super.error(message, ...optionalParams);
  }

  override warn(message: unknown, ...optionalParams: unknown[]): void {
    this.#args = [message, ...optionalParams];
    super.warn(message, ...optionalParams);
  }

  override debug(message: unknown, ...optionalParams: unknown[]): void {
    this.#args = [message, ...optionalParams];
    super.debug(message, ...optionalParams);
  }

  override verbose(message: unknown, ...optionalParams: unknown[]): void {
    this.#args = [message, ...optionalParams];
    super.verbose(message, ...optionalParams);
  }

  override fatal(message: unknown, ...optionalParams: unknown[]): void {
    this.#args = [message, ...optionalParams];
    super.fatal(message, ...optionalParams);
  }

  /** The matching entries; without a matcher, all of them. */
  filter(matcher?: CapturedLogMatcher): CapturedLog[] {
    return this.#entries.filter((entry) => matchesLog(entry, matcher));
  }

  /** The first matching entry. */
  find(matcher: CapturedLogMatcher): CapturedLog | undefined {
    return this.#entries.find((entry) => matchesLog(entry, matcher));
  }

  /**
   * The first matching entry.
   *
   * @throws Error that lists the captured entries, if none matches.
   */
  assertLogged(matcher: CapturedLogMatcher): CapturedLog {
    const found = this.find(matcher);
    if (found) return found;
    const count = this.#entries.length;
    throw new Error(
      `Expected a log entry that matches ${shown(matcher)}, but none of the ${count} captured does.${listed(this.#entries)}`,
    );
  }

  /** @throws Error that lists the matching entries, if there are any. */
  assertNotLogged(matcher: CapturedLogMatcher): void {
    const found = this.filter(matcher);
    if (found.length === 0) return;
    throw new Error(
      `Expected no log entry that matches ${shown(matcher)}, but ${found.length} captured ${found.length === 1 ? 'does' : 'do'}.${listed(found)}`,
    );
  }

  /** Discards the captured entries. */
  clear(): void {
    this.#entries.length = 0;
  }

  protected override printMessages(
    messages: unknown[],
    context = '',
    logLevel: LogLevel = 'log',
    writeStreamType?: 'stdout' | 'stderr',
    errorStack?: unknown,
    params?: Record<string, unknown>,
  ): void {
    const [message] = messages;
    this.#entries.push({
      level: logLevel,
      message: message instanceof Error ? message.message : message,
      args: this.#args,
      ...(context ? { context } : {}),
      ...(typeof errorStack === 'string' ? { stack: errorStack } : {}),
      ...(message instanceof Error ? { error: message } : {}),
      ...(params ? { params } : {}),
    });
    if (this.#print) super.printMessages(messages, context, logLevel, writeStreamType, errorStack, params);
  }

  protected override printStackTrace(stack: string): void {
    if (this.#print) super.printStackTrace(stack);
  }
}

function shown(matcher: CapturedLogMatcher): string {
  return typeof matcher === 'function' ? 'the given function' : inspect(matcher);
}

function listed(entries: readonly CapturedLog[]): string {
  if (entries.length === 0) return '';
  const lines = entries.map(({ level, context, message }) => {
    const text = typeof message === 'string' ? message : inspect(message);
    return `  ${level.toUpperCase()} ${context ? `[${context}] ` : ''}${text}`;
  });
  return `\nCaptured:\n${lines.join('\n')}`;
}
