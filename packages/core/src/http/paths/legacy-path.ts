import { Logger } from '@portico/common';
import { coreError } from '../../errors/core-error.js';
import { PLAIN_NAME } from './path-syntax.js';

const logger = new Logger('RoutePath');
const OPTIONAL_PARAMETER = new RegExp(String.raw`/:(${PLAIN_NAME})\?`, 'gu');
const UNNAMED_WILDCARD = /\(\.\*\)|(?<!\\)\*(?![$_"\p{ID_Start}])/gu;

/**
 * Converts wildcards of older versions to the syntax of path-to-regexp 8, with a warning.
 *
 * @param where the location, for the warning
 */
export function convertLegacyPath(path: string, where: string): string {
  const converted = modernPath(path);
  if (converted !== path) warnOfLegacyPath(path, converted, where);
  return converted;
}

/** Returns the path with a bare `*` or `(.*)` as a named wildcard, and `/:id?` as an optional group. */
export function modernPath(path: string): string {
  if (!path.includes('*') && !path.includes('?')) return path;
  let count = 0;
  const name = (): string => (++count === 1 ? 'path' : `path${count}`);
  return path
    .replace(OPTIONAL_PARAMETER, '{/:$1}')
    .replace(UNNAMED_WILDCARD, (_match, offset: number, whole: string) =>
      whole[offset - 1] === '{'
        ? `*${name()}`
        : offset === 0 || whole[offset - 1] === '/'
          ? `{*${name()}}`
          : `*${name()}`,
    );
}

/** Logs how a path of older versions is interpreted. */
export function warnOfLegacyPath(path: string, converted: string, where?: string): void {
  const warning = coreError({
    code: 'PORTICO_LEGACY_PATH',
    lines: [
      `The path "${path}"${where ? ` of ${where}` : ''} is written in the syntax of older versions and is read as "${converted}".`,
    ],
    remedies: ['Give each wildcard a name: "/files/*path" requires at least one segment, "/files/{*path}" does not.'],
  });
  logger.warn(warning.message);
}
