import { pathToRegexp } from 'path-to-regexp';
import { joinPath } from './join-path.js';
import { convertLegacyPath } from './legacy-path.js';
import { splitPatterns } from './parameter-patterns.js';

/** The parameters of a path, or `undefined` if it does not match. */
export type PathMatcher = (path: string) => PathParameters | undefined;

export type PathParameters = Record<string, string | string[]>;

const NOTHING: PathParameters = Object.freeze({});

export interface PatternOptions {
  readonly caseSensitive: boolean;
  /** Whether the pattern also matches paths below it: `/admin` matches `/admin/users`, but not `/administrators`. */
  readonly prefix: boolean;
  /** Whether a slash at the end of a path is ignored. Default: `true`. */
  readonly trailing?: boolean;
  /** Whether `/files/{*path}` matches `/files`, for request paths whose trailing slash was removed. Default: `true`. */
  readonly withoutSlash?: boolean;
  /** Decodes the escapes that request paths keep, for the value of a parameter. Default: `%2F`. */
  readonly decode?: (value: string) => string;
}

const SYNTAX = /[:*{}()[\]\\]/;

/** Returns whether a path, or a segment of one, has parameters, wildcards or optional parts. */
export function hasPatternSyntax(path: string): boolean {
  return SYNTAX.test(path);
}

/** Compiles a path of a middleware or a route; a path without parameters compares strings. */
export function compilePattern(path: string, where: string, options: PatternOptions): PathMatcher {
  const pattern = convertLegacyPath(joinPath(path), where);
  return hasPatternSyntax(pattern) ? fromPattern(pattern, options) : fromText(pattern, options);
}

function fromText(text: string, { caseSensitive, prefix, trailing = true }: PatternOptions): PathMatcher {
  const fold = (path: string): string => (caseSensitive ? path : path.toLowerCase());
  const wanted = fold(text);
  if (prefix && wanted === '/') return () => NOTHING;
  const below = `${wanted}/`;
  return (path) => {
    const given = fold(path);
    return given === wanted || (trailing && given === below) || (prefix && given.startsWith(below))
      ? NOTHING
      : undefined;
  };
}

function fromPattern(pattern: string, options: PatternOptions): PathMatcher {
  const { caseSensitive, prefix, trailing = true, withoutSlash = true, decode = decodeSlashes } = options;
  const { path: plain, patterns } = splitPatterns(pattern);
  const { regexp, keys } = pathToRegexp(plain, { sensitive: caseSensitive, end: !prefix, trailing });
  // Of "/files/{*path}" an optional part can be absent, but not its slash, which was removed from request paths.
  const endsOptional = withoutSlash && /\/(?:\{[^{}]*\})+$/.test(pattern);
  return (path) => {
    const result = regexp.exec(path) ?? (endsOptional ? regexp.exec(`${path}/`) : null);
    if (!result) return undefined;
    const parameters: PathParameters = {};
    for (const [index, { name, type }] of keys.entries()) {
      const value = result[index + 1];
      if (value === undefined) continue;
      if (patterns.get(name)?.test(value) === false) return undefined;
      parameters[name] = type === 'wildcard' ? value.split('/').map(decode) : decode(value);
    }
    return parameters;
  };
}

/** Request paths keep an encoded slash, because it is not a separator; in a value it is a slash. */
function decodeSlashes(value: string): string {
  return value.includes('%') ? value.replace(/%2f/gi, '/') : value;
}
