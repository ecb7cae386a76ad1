/** `@portico/core/router/legacy-route-converter.js`: reads paths that are written in the syntax of older versions. */
import { Logger } from '@portico/common';
import { modernPath, warnOfLegacyPath } from '../http/paths/legacy-path.js';

const logger = new Logger('LegacyRouteConverter');

/** Converts wildcards of older versions to the syntax of path-to-regexp 8. */
export const LegacyRouteConverter = {
  /**
   * Returns the path with its wildcards named.
   *
   * @param options `logs`: whether a warning is logged for a converted path. Default: `true`.
   */
  tryConvert(path: string, { logs = true }: { logs?: boolean } = {}): string {
    const converted = modernPath(path);
    if (logs && converted !== path) warnOfLegacyPath(path, converted);
    return converted;
  },

  /** Logs that a path cannot be read. */
  printError(path: string): void {
    logger.error(`The path "${path}" cannot be read. Wildcards need a name: "/files/*path", not "/files/*".`);
  },

  /** Logs that a path is written in the syntax of older versions. */
  printWarning(path: string): void {
    warnOfLegacyPath(path, modernPath(path));
  },
} as const;
