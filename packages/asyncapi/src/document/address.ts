import { Names } from './names.js';

/** A path in the syntax of AsyncAPI: `/rooms/{room}`. */
export interface Address {
  readonly address: string;
  readonly parameters: Readonly<Record<string, { readonly description?: string }>>;
}

/** The syntax of path-to-regexp 8: an escaped character, a parameter with or without quotes, a brace of an optional part. */
const SYNTAX = /\\(.)|([:*])(?:"((?:\\.|[^"\\])*)"|([$_\p{ID_Start}][$\p{ID_Continue}\u200c\u200d]*))|[{}]/gu;

/** Converts a path from the syntax of routes. Optional parts become required, because AsyncAPI has no optional parts. */
export function addressOf(path: string): Address {
  const parameters = new Names<{ readonly description?: string }>();
  let optional = 0;
  const address = path.replace(SYNTAX, (written, escaped?: string, kind?: string, quoted?: string, plain?: string) => {
    if (escaped !== undefined) return encodeURIComponent(escaped);
    if (kind === undefined) {
      optional += written === '{' ? 1 : -1;
      return '';
    }
    const description = [kind === '*' && 'One or more segments of the path.', optional > 0 && 'Optional.'].filter(
      Boolean,
    );
    const details = description.length > 0 ? { description: description.join(' ') } : {};
    return `{${parameters.add(quoted ?? plain ?? '', details)}}`;
  });
  return { address, parameters: parameters.toObject() };
}
