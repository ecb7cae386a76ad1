import { Logger } from '@portico/common';

const logger = new Logger('RoutePath');

/**
 * Brings the wildcards of older versions into the syntax of path-to-regexp 8, with a warning: a
 * bare `*` or `(.*)` becomes a named wildcard, `/:id?` an optional group.
 *
 * @param where names the place for the warning
 */
export function convertLegacyPath(path: string, where: string): string {
  let count = 0;
  const name = (): string => (++count === 1 ? 'path' : `path${count}`);
  const converted = path
    .replace(/\/:(\w+)\?/g, '{/:$1}')
    .replace(/\(\.\*\)|(?<!\\)\*(?![A-Za-z_$"])/g, (_match, offset: number, whole: string) =>
      whole[offset - 1] === '{'
        ? `*${name()}`
        : offset === 0 || whole[offset - 1] === '/'
          ? `{*${name()}}`
          : `*${name()}`,
    );
  if (converted !== path) {
    logger.warn(
      `The path "${path}" of ${where} is written in the syntax of older versions and is read as "${converted}". ` +
        'Give each wildcard a name: "/files/*path" asks for at least one segment, "/files/{*path}" for none.',
    );
  }
  return converted;
}
