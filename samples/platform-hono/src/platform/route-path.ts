import { match, type Path, parse, type Token } from 'path-to-regexp';

export type Parameters = Record<string, string | string[]>;

/** A path of path-to-regexp, converted for Hono. */
export interface RoutePath {
  /** The path in the syntax of Hono; a prefix with `*` if Hono cannot express the path. */
  readonly pattern: string;
  /** Returns the parameters, or `undefined` if the route does not match. Absent if Hono reads them correctly. */
  readonly read?: (path: string) => Parameters | undefined;
}

/** Characters with a meaning in the syntax of Hono. */
const SPECIAL = /[:*{}?]/;

/**
 * Hono supports parameters that are whole segments, and a wildcard at the end. All other paths (groups, inner wildcards,
 * several parameters in a segment) are registered with their fixed prefix, and matched by path-to-regexp.
 *
 * @param anyEnd whether a slash at the end is ignored, and already removed from paths
 */
export function toRoutePath(path: string, anyEnd: boolean): RoutePath {
  const { tokens } = parse(path);
  if (isPlain(tokens)) return { pattern: path.replace(/\\(.)/g, '$1') };
  const [first] = tokens;
  const fixed = first?.type === 'text' && !SPECIAL.test(first.value) ? first.value : '/';
  return { pattern: `${fixed.slice(0, fixed.lastIndexOf('/'))}/*`, read: reader(path, anyEnd) };
}

function reader(path: Path, anyEnd: boolean): RoutePath['read'] {
  const fits = match<Parameters>(path, { sensitive: true, trailing: false });
  return (requested) => {
    const found = fits(requested) || (anyEnd && fits(`${requested}/`));
    // path-to-regexp returns objects without a prototype, which many libraries do not recognize as objects.
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
