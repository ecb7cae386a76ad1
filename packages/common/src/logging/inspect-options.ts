import type { InspectOptions } from 'node:util';
import type { ConsoleLoggerOptions } from './console-logger-options.js';

/** How a logger with these options writes objects. */
export function inspectOptionsOf(options: ConsoleLoggerOptions): InspectOptions {
  const compact = options.compact ?? options.json === true;
  const oneLine = compact !== false || (!options.colors && options.compact !== false);
  return {
    depth: options.depth === undefined ? 5 : options.depth,
    sorted: options.sorted ?? false,
    showHidden: options.showHidden ?? false,
    compact,
    colors: options.colors ?? false,
    breakLength: options.breakLength ?? (oneLine ? Number.POSITIVE_INFINITY : 80),
    maxArrayLength: options.maxArrayLength === undefined ? 100 : options.maxArrayLength,
    maxStringLength: options.maxStringLength === undefined ? 10_000 : options.maxStringLength,
  };
}
