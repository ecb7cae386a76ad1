import type { LogLevel } from '../contracts/application/logger-service.js';

/** Options of {@link ConsoleLogger}. */
export interface ConsoleLoggerOptions {
  /** Enabled levels. Default: all. */
  logLevels?: LogLevel[] | undefined;
  /** Adds the time since the previous message. Not used with `json`. Default: `false`. */
  timestamp?: boolean | undefined;
  /** Written before each message, in brackets. Not used with `json`. Default: `Portico`. */
  prefix?: string | undefined;
  /** Writes one JSON object per message. Default: `false`. */
  json?: boolean | undefined;
  /** Default: `true`, unless `json` or the environment variable `NO_COLOR` is set. */
  colors?: boolean | undefined;
  /** The origin of messages. */
  context?: string | undefined;
  /** Writes with `console.log` and `console.error`, which test runners capture. Default: `false`. */
  forceConsole?: boolean | undefined;
  /**
   * Writes objects on one line; with a number, combines that many inner elements on one line. Default: `false`, with
   * `json` `true`.
   */
  compact?: boolean | number | undefined;
  /** How many elements of a collection are written. Default: 100. */
  maxArrayLength?: number | null | undefined;
  /** How many characters of a string within an object are written. Default: 10000. */
  maxStringLength?: number | null | undefined;
  /** Sorts keys. Default: `false`. */
  sorted?: boolean | ((a: string, b: string) => number) | undefined;
  /** How many levels of nested objects are written. Default: 5. */
  depth?: number | null | undefined;
  /** Writes non-enumerable properties, too. Default: `false`. */
  showHidden?: boolean | undefined;
  /** The length at which lines of objects are wrapped. Default: `Infinity` when compact, 80 otherwise. */
  breakLength?: number | undefined;
  /** Treats plain objects after the first message as its parameters, not as separate messages. Default: `true`. */
  structuredParams?: boolean | undefined;
  /** With `json`, writes the properties of these objects next to `message`, not under `params`. Default: `false`. */
  flattenParams?: boolean | undefined;
}
