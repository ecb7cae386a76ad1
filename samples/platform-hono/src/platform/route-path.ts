import { match, type Path, parse, type Token } from 'path-to-regexp';

export type Parameters = Record<string, string | string[]>;

/** A path of path-to-regexp as Hono can be asked for it. */
export interface RoutePath {
  /** In Hono's syntax; a prefix with `*` where Hono's syntax has no word for the path. */
  readonly pattern: string;
  /** Reads the parameters, or tells that the route does not fit; absent where Hono's own reading is right. */
  readonly read?: (path: string) => Parameters | undefined;
}

/** What means something to Hono. */
const SPECIAL = /[:*{}?]/;

/**
 * Hono has parameters that fill a segment, and a wildcard at the end. Everything else of path-to-regexp (groups,
 * wildcards within, several parameters in a segment) is registered at its fixed beginning, and read by path-to-regexp.
 *
 * @param anyEnd whether a trailing slash is ignored; then paths come without
 */
export function toRoutePath(path: string, anyEnd: boolean): RoutePath {
  const { tokens } = parse(path);
  if (isPlain(tokens)) return { pattern: path };
  const [first] = tokens;
  const fixed = first?.type === 'text' && !SPECIAL.test(first.value) ? first.value : '/';
  return { pattern: `${fixed.slice(0, fixed.lastIndexOf('/'))}/*`, read: reader(path, anyEnd) };
}

function reader(path: Path, anyEnd: boolean): RoutePath['read'] {
  const fits = match<Parameters>(path, { sensitive: true, trailing: false });
  return (requested) => {
    const found = fits(requested) || (anyEnd && fits(`${requested}/`));
    // Without a prototype, as path-to-regexp makes them, they would be no objects to many a library.
    return found ? { ...found.params } : undefined;
  };
}

function isPlain(tokens: readonly Token[]): boolean {
  const names = new Set<string>();
  return tokens.every((token, index) => {
    if (token.type === 'text') return !SPECIAL.test(token.value);
    if (token.type !== 'param' || names.has(token.name) || !/^[\w$]+$/.test(token.name)) return false;
    names.add(token.name);
    return endsSegment(tokens[index - 1], /\/$/) && endsSegment(tokens[index + 1], /^\//);
  });
}

function endsSegment(neighbour: Token | undefined, slash: RegExp): boolean {
  return neighbour === undefined || (neighbour.type === 'text' && slash.test(neighbour.value));
}
