import { convertLegacyPath } from './legacy-path.js';
import { decodePathText } from './path-syntax.js';

/**
 * Reads a path as an application writes it: in the syntax of path-to-regexp 8, with wildcards of older versions
 * converted and its text decoded.
 *
 * @param where the location, for the warning about wildcards
 */
export function readDeclaredPath(path: string, where: string): string {
  return decodePathText(convertLegacyPath(path, where));
}
