import type { LogLevel } from '../contracts/application/logger-service.js';
import { commonError } from '../errors/catalogue.js';

/** All levels, from the least to the most severe. */
export const LOG_LEVELS: LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];

/**
 * Reads levels from a string: `'>=warn'`, `'>warn'`, a list such as `'log,error'`, or a single level. Anything else,
 * an empty string included, gives all levels.
 *
 * @throws FrameworkError `PORTICO_UNKNOWN_LOG_LEVEL` if the level after `>` or `>=` is unknown.
 * @example
 * NestFactory.create(AppModule, { logger: filterLogLevels(process.env.LOG_LEVEL) });
 */
export function filterLogLevels(parseableString = ''): LogLevel[] {
  const text = parseableString.replaceAll(' ', '').toLowerCase();
  if (text.startsWith('>')) {
    const including = text.startsWith('>=');
    const from = text.slice(including ? 2 : 1);
    const index = LOG_LEVELS.map(String).indexOf(from);
    if (index === -1) {
      throw commonError('PORTICO_UNKNOWN_LOG_LEVEL', {
        message: `parse error (unknown log level): ${text}.`,
        remedy: `Use one of the levels, from the least severe: ${LOG_LEVELS.join(', ')}.`,
      });
    }
    return LOG_LEVELS.slice(including ? index : index + 1);
  }
  const levels = LOG_LEVELS.filter((level) => text.split(',').includes(level));
  return levels.length > 0 ? levels : [...LOG_LEVELS];
}

/** Results of {@link isLevelEnabledIn} by list of levels: it is called for every message. */
const enabledByList = new WeakMap<readonly LogLevel[], ReadonlySet<LogLevel>>();

/**
 * A list enables its levels, and those above the most severe of them.
 *
 * @param levels must not be changed afterwards.
 */
export function isLevelEnabledIn(levels: readonly LogLevel[], level: LogLevel): boolean {
  let enabled = enabledByList.get(levels);
  if (!enabled) {
    const highest = Math.max(...levels.map((listed) => LOG_LEVELS.indexOf(listed)));
    enabled = new Set(levels.length > 0 ? [...levels, ...LOG_LEVELS.slice(highest)] : []);
    enabledByList.set(levels, enabled);
  }
  return enabled.has(level);
}
