import type { LogLevel } from '../contracts/application/logger-service.js';

/** Options of {@link ConsoleLogger}. */
export interface ConsoleLoggerOptions {
  /** Enabled levels. Default: all. */
  logLevels?: LogLevel[];
  /** Adds the time since the previous message. Not used with `json`. Default: `false`. */
  timestamp?: boolean;
  /** Written before each message, in brackets. Not used with `json`. Default: `Portico`. */
  prefix?: string;
  /** Writes one JSON object per message. Default: `false`. */
  json?: boolean;
  /** Default: `true`, unless `json` or the environment variable `NO_COLOR` is set. */
  colors?: boolean;
  /** The origin of messages. */
  context?: string;
  /** Writes with `console.log` and `console.error`, which test runners capture. Default: `false`. */
  forceConsole?: boolean;
  /**
   * Writes objects on one line; with a number, combines that many inner elements on one line. Default: `false`, with
   * `json` `true`.
   */
  compact?: boolean | number;
  /** How many elements of a collection are written. Default: 100. */
  maxArrayLength?: number | null;
  /** How many characters of a string within an object are written. Default: 10000. */
  maxStringLength?: number | null;
  /** Sorts keys. Default: `false`. */
  sorted?: boolean | ((a: string, b: string) => number);
  /** How many levels of nested objects are written. Default: 5. */
  depth?: number | null;
  /** Writes non-enumerable properties, too. Default: `false`. */
  showHidden?: boolean;
  /** The length at which lines of objects are wrapped. Default: `Infinity` when compact, 80 otherwise. */
  breakLength?: number;
  /** Treats plain objects after the first message as its parameters, not as separate messages. Default: `true`. */
  structuredParams?: boolean;
  /** With `json`, writes the properties of these objects next to `message`, not under `params`. Default: `false`. */
  flattenParams?: boolean;
}
