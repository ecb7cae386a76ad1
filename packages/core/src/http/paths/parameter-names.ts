import { splitPatterns } from './parameter-patterns.js';
import { replaceNamedParts } from './path-syntax.js';

/** Returns the names of the parameters and wildcards in a path, in order. */
export function parameterNames(path: string): string[] {
  const names: string[] = [];
  replaceNamedParts(splitPatterns(path).path, ({ name }) => {
    names.push(name);
    return '';
  });
  return names;
}
