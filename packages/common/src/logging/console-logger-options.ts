import type { LogLevel } from '../contracts/logger-service.js';

/** Options of {@link ConsoleLogger}. */
export interface ConsoleLoggerOptions {
  /** Enabled levels. Default: all. */
  logLevels?: LogLevel[];
  /** Adds the time since the previous message. Not used with `json`. Default: `false`. */
  timestamp?: boolean;
  /** Put before each message, in brackets. Not used with `json`. Default: `Portico`. */
  prefix?: string;
  /** Writes one JSON object per message. Default: `false`. */
  json?: boolean;
  /** Default: `true`, unless `json` or the environment variable `NO_COLOR` is set. */
  colors?: boolean;
  /** Where messages come from. */
  context?: string;
  /** Writes with `console.log` and `console.error`, which test runners catch. Default: `false`. */
  forceConsole?: boolean;
  /** Writes objects on one line, or unites that many inner elements on one. Default: `false`, with `json` `true`. */
  compact?: boolean | number;
  /** How many elements of a collection are written. Default: 100. */
  maxArrayLength?: number | null;
  /** How many characters of a string within an object are written. Default: 10000. */
  maxStringLength?: number | null;
  /** Sorts keys. Default: `false`. */
  sorted?: boolean | ((a: string, b: string) => number);
  /** How deep objects are written. Default: 5. */
  depth?: number | null;
  /** Writes what is not enumerable, too. Default: `false`. */
  showHidden?: boolean;
  /** The length at which lines of objects break. Default: `Infinity` when compact, 80 otherwise. */
  breakLength?: number;
  /** Plain objects after the first message belong to it, and are no messages of their own. Default: `true`. */
  structuredParams?: boolean;
  /** With `json`, puts those objects' properties beside `message`, not under `params`. Default: `false`. */
  flattenParams?: boolean;
}
