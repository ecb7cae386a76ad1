import type { LoggerService, LogLevel } from './logger-service.js';

/** Options of every kind of application. */
export interface NestApplicationContextOptions {
  /** A logger, the levels to log, or `false` for silence. */
  logger?: LoggerService | LogLevel[] | false;
  /**
   * Exits the process if the application cannot start; with `false` the factory rejects instead.
   * Default: `true`.
   */
  abortOnError?: boolean;
  /**
   * Keeps log messages, so that a logger set with `app.useLogger()` prints them too. They are printed at the end of
   * `app.init()` (in an application context by `useLogger()`), or by `flushLogs()`. Default: `false`.
   */
  bufferLogs?: boolean;
  /** Prints kept log messages by itself when the application is ready or has failed. Default: `true`. */
  autoFlushLogs?: boolean;
  /** Builds the graph of modules without making any instance. Default: `false`. */
  preview?: boolean;
  /** Keeps a description of the graph for tools. Default: `false`. */
  snapshot?: boolean;
  /**
   * How ids of dynamic modules are made: by identity of the object that declares them, or by their content.
   * Default: `'reference'`.
   */
  moduleIdGeneratorAlgorithm?: 'deep-hash' | 'reference';
  /** Changes instances as they are made, for instance to trace them. */
  instrument?: {
    instanceDecorator: (instance: unknown) => unknown;
  };
}
