import type { LoggerService, LogLevel } from './logger-service.js';

/** Options of every kind of application. */
export interface NestApplicationContextOptions {
  /** A logger, the levels to log, or `false` to log nothing. */
  logger?: LoggerService | LogLevel[] | false | undefined;
  /**
   * Exits the process if the application cannot start; with `false` the factory rejects instead.
   * Default: `true`.
   */
  abortOnError?: boolean | undefined;
  /**
   * Buffers log messages, so that a logger set with `app.useLogger()` prints them too. They are printed at the end of
   * `app.init()` (in an application context by `useLogger()`), or by `flushLogs()`. Default: `false`.
   */
  bufferLogs?: boolean | undefined;
  /** Prints the buffered log messages when the application is ready or has failed. Default: `true`. */
  autoFlushLogs?: boolean | undefined;
  /** Builds the graph of modules without creating instances. Default: `false`. */
  preview?: boolean | undefined;
  /** Stores a description of the graph for tools. Default: `false`. */
  snapshot?: boolean | undefined;
  /**
   * How ids of dynamic modules are computed: from the identity of the object that declares them, or from their
   * content. Default: `'reference'`.
   */
  moduleIdGeneratorAlgorithm?: 'deep-hash' | 'reference' | undefined;
  /** Wraps or replaces each instance when it is created, for example to trace it. */
  instrument?:
    | {
        instanceDecorator: (instance: unknown) => unknown;
      }
    | undefined;
}
