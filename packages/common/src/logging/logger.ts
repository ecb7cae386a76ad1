import type { LoggerService, LogLevel } from '../contracts/application/logger-service.js';
import { Optional } from '../decorators/injection/inject.js';
import { Injectable } from '../decorators/injection/injectable.js';
import { commonError } from '../errors/catalogue.js';
import { ConsoleLogger } from './console-logger.js';
import { isLevelEnabledIn, LOG_LEVELS } from './log-levels.js';

/** The logger of an application that sets none; uses the levels of {@link Logger}. */
class DefaultLogger extends ConsoleLogger {
  override isLevelEnabled(level: LogLevel): boolean {
    return Logger.isLevelEnabled(level);
  }
}

interface BufferedMessage {
  readonly receiver: Logger | typeof Logger;
  readonly level: LogLevel;
  readonly args: unknown[];
}

let defaultLogger: ConsoleLogger | undefined;
let replacement: LoggerService | false | undefined;
let enabledLevels: LogLevel[] = LOG_LEVELS;
let buffering = false;
let buffer: BufferedMessage[] = [];

/** The logger that writes all messages; `undefined` if logging is disabled. */
function currentLogger(): LoggerService | undefined {
  if (replacement === false) return undefined;
  if (replacement) return replacement;
  defaultLogger ??= new DefaultLogger();
  return defaultLogger;
}

/**
 * Writes messages through the current logger of the application, also after that is replaced.
 *
 * @see https://docs.nestjs.com/techniques/logger#using-the-logger-for-application-logging
 * @example
 * private readonly logger = new Logger(CatsService.name);
 * this.logger.log('Cat adopted', { catId });
 */
@Injectable()
export class Logger implements LoggerService {
  /** A timestamped logger has its own console logger; all others share one. */
  private timestamped?: ConsoleLogger;

  constructor();
  constructor(context: string);
  constructor(context: string, options?: { timestamp?: boolean });
  constructor(
    @Optional() protected context?: string,
    @Optional() protected options: { timestamp?: boolean } = {},
  ) {}

  /** The logger that this one writes through. */
  get localInstance(): LoggerService | undefined {
    if (replacement !== undefined || !this.options?.timestamp) return currentLogger();
    this.timestamped ??= new DefaultLogger(this.context ?? '', { timestamp: true });
    return this.timestamped;
  }

  /** Writes at level `error`. */
  error(message: any, stack?: string, context?: string): void;
  error(message: any, ...optionalParams: [...any, string?, string?]): void;
  error(...args: unknown[]): void {
    // The position of the stack is kept, so that the context after it is not mistaken for a stack.
    this.write('error', this.context && args.length <= 1 ? [args[0], undefined] : args);
  }

  /** Writes at level `log`. */
  log(message: any, context?: string): void;
  log(message: any, ...optionalParams: [...any, string?]): void;
  log(...args: unknown[]): void {
    this.write('log', args);
  }

  /** Writes at level `warn`. */
  warn(message: any, context?: string): void;
  warn(message: any, ...optionalParams: [...any, string?]): void;
  warn(...args: unknown[]): void {
    this.write('warn', args);
  }

  /** Writes at level `debug`. */
  debug(message: any, context?: string): void;
  debug(message: any, ...optionalParams: [...any, string?]): void;
  debug(...args: unknown[]): void {
    this.write('debug', args);
  }

  /** Writes at level `verbose`. */
  verbose(message: any, context?: string): void;
  verbose(message: any, ...optionalParams: [...any, string?]): void;
  verbose(...args: unknown[]): void {
    this.write('verbose', args);
  }

  /** Writes at level `fatal`. */
  fatal(message: any, context?: string): void;
  fatal(message: any, ...optionalParams: [...any, string?]): void;
  fatal(...args: unknown[]): void {
    this.write('fatal', args);
  }

  private write(level: LogLevel, args: unknown[]): void {
    // Without a message, the context would be taken for one.
    const given = args.length === 0 ? [undefined] : args;
    const all = this.context ? [...given, this.context] : given;
    if (buffering) buffer.push({ receiver: this, level, args: all });
    else send(this.localInstance, level, all);
  }

  /** Writes at level `error`. */
  static error(message: any, stackOrContext?: string): void;
  static error(message: any, context?: string): void;
  static error(message: any, stack?: string, context?: string): void;
  static error(message: any, ...optionalParams: [...any, string?, string?]): void;
  static error(...args: unknown[]): void {
    writeStatic('error', args);
  }

  /** Writes at level `log`. */
  static log(message: any, context?: string): void;
  static log(message: any, ...optionalParams: [...any, string?]): void;
  static log(...args: unknown[]): void {
    writeStatic('log', args);
  }

  /** Writes at level `warn`. */
  static warn(message: any, context?: string): void;
  static warn(message: any, ...optionalParams: [...any, string?]): void;
  static warn(...args: unknown[]): void {
    writeStatic('warn', args);
  }

  /** Writes at level `debug`. */
  static debug(message: any, context?: string): void;
  static debug(message: any, ...optionalParams: [...any, string?]): void;
  static debug(...args: unknown[]): void {
    writeStatic('debug', args);
  }

  /** Writes at level `verbose`. */
  static verbose(message: any, context?: string): void;
  static verbose(message: any, ...optionalParams: [...any, string?]): void;
  static verbose(...args: unknown[]): void {
    writeStatic('verbose', args);
  }

  /** Writes at level `fatal`. */
  static fatal(message: any, context?: string): void;
  static fatal(message: any, ...optionalParams: [...any, string?]): void;
  static fatal(...args: unknown[]): void {
    writeStatic('fatal', args);
  }

  /** Writes the buffered messages in order, and stops buffering. */
  static flush(): void {
    buffering = false;
    const kept = buffer;
    buffer = [];
    for (const { receiver, level, args } of kept) {
      send(receiver instanceof Logger ? receiver.localInstance : currentLogger(), level, args);
    }
  }

  /** Buffers messages until {@link flush}. */
  static attachBuffer(): void {
    buffering = true;
  }

  /** Stops buffering new messages. Messages already buffered are written by {@link flush}. */
  static detachBuffer(): void {
    buffering = false;
  }

  /** The current time, as messages show it. */
  static getTimestamp(): string {
    return new TimestampReader().read();
  }

  /**
   * Replaces the logger of the whole application: with another logger, with other levels of the current one, or with
   * none (`false`).
   *
   * @throws FrameworkError `PORTICO_INVALID_LOGGER` for a class that extends `Logger`, which writes to the current logger and so to itself.
   */
  static overrideLogger(logger: LoggerService | LogLevel[] | boolean): void {
    if (Array.isArray(logger)) {
      enabledLevels = [...logger];
      const current = currentLogger();
      current?.setLogLevels?.(logger);
    } else if (typeof logger === 'object' && logger !== null) {
      if (logger instanceof Logger && logger.constructor !== Logger) throw extendsLogger(logger.constructor.name);
      replacement = logger instanceof Logger ? undefined : logger;
    } else if (logger === false) {
      replacement = false;
    }
  }

  /** Says whether the levels given to the application include this one. With the logger `false`, no level is enabled. */
  static isLevelEnabled(level: LogLevel): boolean {
    return replacement !== false && isLevelEnabledIn(enabledLevels, level);
  }
}

class TimestampReader extends ConsoleLogger {
  read(): string {
    return this.getTimestamp();
  }
}

function writeStatic(level: LogLevel, args: unknown[]): void {
  if (buffering) buffer.push({ receiver: Logger, level, args });
  else send(currentLogger(), level, args);
}

function send(logger: LoggerService | undefined, level: LogLevel, args: unknown[]): void {
  const write: ((...args: unknown[]) => void) | undefined = logger?.[level];
  if (write) write.apply(logger, args);
}

function extendsLogger(name: string): Error {
  return commonError('PORTICO_INVALID_LOGGER', {
    message: `${name} extends Logger, which forwards messages to the application logger. As the application logger it would forward them to itself.`,
    remedy: `Extend ConsoleLogger instead: class ${name} extends ConsoleLogger.`,
  });
}
