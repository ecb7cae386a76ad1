import { convertLegacyPath } from './legacy-path.js';
import { normalizePathText } from './path-syntax.js';

/**
 * Reads a path as an application writes it: in the syntax of path-to-regexp 8, with wildcards of older versions
 * converted and its text in one form.
 *
 * @param where the location, for the warning about wildcards
 */
export function readDeclaredPath(path: string, where: string): string {
  return normalizePathText(convertLegacyPath(path, where));
}
