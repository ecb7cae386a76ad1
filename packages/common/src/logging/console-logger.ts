import { type InspectOptions, inspect } from 'node:util';
import type { LoggerService, LogLevel } from '../contracts/application/logger-service.js';
import { Optional } from '../decorators/injection/inject.js';
import { Injectable } from '../decorators/injection/injectable.js';
import { isObjectOrFunction } from '../values/is-object.js';
import { isPlainObject } from '../values/is-plain-object.js';
import { stackOf } from '../values/stack-of.js';
import { COLOR_OF_LEVEL, colorsAllowed, yellow } from './colors.js';
import type { ConsoleLoggerOptions } from './console-logger-options.js';
import { formatTimestamp } from './format-timestamp.js';
import { inspectOptionsOf } from './inspect-options.js';
import { type JsonLogRecord, jsonRecord, stringifyRecord } from './json-record.js';
import { isLevelEnabledIn, LOG_LEVELS } from './log-levels.js';
import { type SortedMessages, sortErrorMessages, sortMessages, takeParams } from './message-arguments.js';
import { pairErrors } from './pair-errors.js';

type StreamName = 'stdout' | 'stderr';

interface JsonOptions {
  context: string;
  logLevel: LogLevel;
  writeStreamType?: StreamName | undefined;
  errorStack?: unknown;
  params?: Record<string, unknown> | undefined;
  error?: Error | undefined;
}

/**
 * The default logger: writes to the standard streams, in colour or as JSON. Extend it to change a part of it.
 *
 * @see https://docs.nestjs.com/techniques/logger
 * @example
 * const app = await NestFactory.create(AppModule, { logger: new ConsoleLogger({ json: true }) });
 */
@Injectable()
export class ConsoleLogger implements LoggerService {
  private static lastTimestampAt?: number;

  protected context?: string;
  protected originalContext?: string;
  protected options: ConsoleLoggerOptions;
  protected inspectOptions: InspectOptions;

  constructor();
  constructor(context: string);
  constructor(options: ConsoleLoggerOptions);
  constructor(context: string, options: ConsoleLoggerOptions);
  constructor(
    @Optional() contextOrOptions?: string | ConsoleLoggerOptions,
    @Optional() options?: ConsoleLoggerOptions,
  ) {
    const [context, given] =
      typeof contextOrOptions === 'string'
        ? [contextOrOptions, options ?? {}]
        : [undefined, options ?? contextOrOptions ?? {}];
    this.options = {
      ...given,
      logLevels: given.logLevels ?? this.getDefaultLogLevels(),
      colors: given.colors ?? (given.json ? false : colorsAllowed()),
      prefix: given.prefix ?? 'Portico',
    };
    const own = context ?? given.context;
    if (own !== undefined) {
      this.context = own;
      this.originalContext = own;
    }
    this.inspectOptions = this.getInspectOptions();
  }

  /** Writes at level `log`. */
  log(message: any, ...optionalParams: any[]): void {
    if (!this.isLevelEnabled('log')) return;
    this.writeReadable('log', sortMessages, [message, ...optionalParams]);
  }

  /** Writes at level `error`, to `stderr`; the stack comes before the context. */
  error(message: any, ...optionalParams: any[]): void {
    if (!this.isLevelEnabled('error')) return;
    this.writeReadable('error', sortErrorMessages, [message, ...optionalParams], 'stderr');
  }

  /** Writes at level `warn`. */
  warn(message: any, ...optionalParams: any[]): void {
    if (!this.isLevelEnabled('warn')) return;
    this.writeReadable('warn', sortMessages, [message, ...optionalParams]);
  }

  /** Writes at level `debug`. */
  debug(message: any, ...optionalParams: any[]): void {
    if (!this.isLevelEnabled('debug')) return;
    this.writeReadable('debug', sortMessages, [message, ...optionalParams]);
  }

  /** Writes at level `verbose`. */
  verbose(message: any, ...optionalParams: any[]): void {
    if (!this.isLevelEnabled('verbose')) return;
    this.writeReadable('verbose', sortMessages, [message, ...optionalParams]);
  }

  /** Writes at level `fatal`, to `stderr`. */
  fatal(message: any, ...optionalParams: any[]): void {
    if (!this.isLevelEnabled('fatal')) return;
    this.writeReadable('fatal', sortMessages, [message, ...optionalParams], 'stderr');
  }

  /** Replaces the enabled levels. */
  setLogLevels(levels: LogLevel[]): void {
    this.options.logLevels = [...levels];
  }

  /** Replaces the context. */
  setContext(context: string): void {
    this.context = context;
  }

  /** Restores the context that was passed to the constructor. */
  resetContext(): void {
    if (this.originalContext === undefined) delete this.context;
    else this.context = this.originalContext;
  }

  /** Says whether a message at this level would be written. */
  isLevelEnabled(level: LogLevel): boolean {
    return isLevelEnabledIn(this.options.logLevels ?? LOG_LEVELS, level);
  }

  /** Anything may be thrown and logged, also what fails when it is read: a getter, or a revoked Proxy. It becomes text. */
  private writeReadable(level: LogLevel, sort: typeof sortMessages, values: unknown[], stream?: StreamName): void {
    try {
      this.write(level, sort(values, this.context), stream);
    } catch {
      const texts = values.map((value) => (isObjectOrFunction(value) ? stackOf(value) : value));
      this.write(level, sort(texts, this.context), stream);
    }
  }

  private write(level: LogLevel, sorted: SortedMessages, stream?: StreamName): void {
    const { messages, context, stack, params } = this.options.structuredParams === false ? sorted : takeParams(sorted);
    this.printMessages(messages, context, level, stream, stack, params);
    if (!this.options.json) this.printStackTrace(stack!);
  }

  protected getDefaultLogLevels(): LogLevel[] {
    return LOG_LEVELS;
  }

  protected getTimestamp(): string {
    return formatTimestamp(Date.now());
  }

  protected printMessages(
    messages: unknown[],
    context = '',
    logLevel: LogLevel = 'log',
    writeStreamType?: StreamName,
    errorStack?: unknown,
    params?: Record<string, unknown>,
  ): void {
    // Parameters of the whole call are written with its first message.
    const paramsOf = (index: number) => (index === 0 ? params : undefined);
    if (this.options.json) {
      pairErrors(messages).forEach(({ message, error }, index) => {
        this.printAsJson(message, { context, logLevel, writeStreamType, errorStack, params: paramsOf(index), error });
      });
      return;
    }
    messages.forEach((message, index) => {
      const line = this.formatMessage(
        logLevel,
        message,
        this.formatPid(process.pid),
        logLevel.toUpperCase().padStart(7, ' '),
        this.formatContext(context),
        this.updateAndGetTimestampDiff(),
        paramsOf(index),
      );
      this.emit(line, writeStreamType);
    });
  }

  protected printAsJson(message: unknown, options: JsonOptions): void {
    const record = this.getJsonLogObject(message, options);
    const strict = this.options.colors !== true && (this.options.compact ?? true) === true;
    this.emit(`${strict ? stringifyRecord(record) : inspect(record, this.inspectOptions)}\n`, options.writeStreamType);
  }

  protected getJsonLogObject(message: unknown, options: JsonOptions): JsonLogRecord {
    return jsonRecord({
      level: options.logLevel,
      message: this.resolveMessage(message),
      context: options.context,
      stack: options.errorStack,
      params: options.params,
      error: options.error,
      flattenParams: this.options.flattenParams,
    });
  }

  protected formatPid(pid: number): string {
    return `[${this.options.prefix}] ${pid}  - `;
  }

  protected formatContext(context: string): string {
    if (!context) return '';
    const text = `[${context}] `;
    return this.options.colors ? yellow(text) : text;
  }

  protected formatMessage(
    logLevel: LogLevel,
    message: unknown,
    pidMessage: string,
    formattedLogLevel: string,
    contextMessage: string,
    timestampDiff: string,
    params?: Record<string, unknown>,
  ): string {
    const output = this.stringifyMessage(message, logLevel);
    const trailer = params ? ` ${this.stringifyParams(params)}` : '';
    const head = `${this.colorize(pidMessage, logLevel)}${this.getTimestamp()} ${this.colorize(formattedLogLevel, logLevel)}`;
    return `${head} ${contextMessage}${output}${trailer}${timestampDiff}\n`;
  }

  /** A function is called and returns the message; a class is written as its name. */
  protected resolveMessage(message: unknown): unknown {
    if (typeof message !== 'function') return message;
    return Function.prototype.toString.call(message).startsWith('class ') ? message.name : message();
  }

  protected stringifyMessage(message: unknown, logLevel: LogLevel): string {
    const resolved = this.resolveMessage(message);
    if (typeof resolved === 'string') return this.colorize(resolved, logLevel);
    const text = inspect(resolved, this.inspectOptions);
    if (Array.isArray(resolved)) return `Array(${resolved.length}) ${text}`;
    if (isPlainObject(resolved)) return `Object(${Object.keys(resolved).length}) ${text}`;
    return text;
  }

  protected stringifyParams(params: Record<string, unknown>): string {
    return inspect(params, { ...this.inspectOptions, compact: true, breakLength: Number.POSITIVE_INFINITY });
  }

  protected colorize(message: string, logLevel: LogLevel): string {
    return this.options.colors ? COLOR_OF_LEVEL[logLevel](message) : message;
  }

  protected printStackTrace(stack: string): void {
    if (stack) this.emit(`${stack}\n`, 'stderr');
  }

  protected updateAndGetTimestampDiff(): string {
    const now = Date.now();
    const previous = ConsoleLogger.lastTimestampAt;
    ConsoleLogger.lastTimestampAt = now;
    return this.options.timestamp && previous !== undefined ? this.formatTimestampDiff(now - previous) : '';
  }

  protected formatTimestampDiff(timestampDiff: number): string {
    const text = ` +${timestampDiff}ms`;
    return this.options.colors ? yellow(text) : text;
  }

  protected getInspectOptions(): InspectOptions {
    return inspectOptionsOf(this.options);
  }

  private emit(text: string, stream: StreamName = 'stdout'): void {
    if (!this.options.forceConsole) process[stream].write(text);
    else if (stream === 'stderr') console.error(text.trimEnd());
    else console.log(text.trimEnd());
  }
}
