import { NAMED_PART } from './path-syntax.js';

/** A path in the syntax of path-to-regexp 8, and the expressions that its parameters must match. */
export interface SplitPath {
  readonly path: string;
  readonly patterns: ReadonlyMap<string, RegExp>;
}

const NONE: ReadonlyMap<string, RegExp> = new Map();

/**
 * Separates the regular expressions that the syntax of Fastify has after parameters: `/:id(^\d+$)` is `/:"id"`, whose
 * `id` matches `^\d+$`.
 *
 * @see https://fastify.dev/docs/latest/Reference/Routes/#url-building
 */
export function splitPatterns(path: string): SplitPath {
  if (!path.includes('(')) return { path, patterns: NONE };
  const patterns = new Map<string, RegExp>();
  let plain = '';
  let position = 0;
  for (const { 0: written, 1: kind, 2: quoted, 3: name, index } of path.matchAll(NAMED_PART)) {
    const start = index + written.length;
    // Within an expression, a colon does not begin a parameter.
    if (index < position || kind !== ':' || path[start] !== '(') continue;
    const end = closingParenthesis(path, start);
    const pattern = expressionOf(path.slice(start + 1, end));
    if (!pattern) continue;
    patterns.set(name ?? quoted!, pattern);
    plain += `${path.slice(position, index)}:"${name ?? quoted}"`;
    position = end + 1;
  }
  return { path: plain + path.slice(position), patterns };
}

function closingParenthesis(path: string, start: number): number {
  let depth = 0;
  for (let index = start; index < path.length; index++) {
    if (path[index] === '\\') index++;
    else if (path[index] === '(') depth++;
    else if (path[index] === ')' && --depth === 0) return index;
  }
  return path.length;
}

/** Returns `undefined` for an invalid expression, which the platform reports. */
function expressionOf(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return undefined;
  }
}
