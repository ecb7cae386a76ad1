import { pathToRegexp } from 'path-to-regexp';
import { joinPath } from './join-path.js';
import { convertLegacyPath } from './legacy-path.js';

/** The parameters in a path, or `undefined` when it is another one. */
export type PathMatcher = (path: string) => PathParameters | undefined;

export type PathParameters = Record<string, string | string[]>;

const NOTHING: PathParameters = Object.freeze({});

export interface PatternOptions {
  readonly caseSensitive: boolean;
  /** The pattern also takes what lies below it: `/admin` takes `/admin/users`, never `/administrators`. */
  readonly prefix: boolean;
  /** Whether a slash at the end of a path is ignored. Default: `true`. */
  readonly trailing?: boolean;
  /** Whether `/files/{*path}` takes `/files`, for paths of requests that have lost the slash at their end. Default: `true`. */
  readonly withoutSlash?: boolean;
  /** Undoes what paths of requests keep encoded, for the value of a parameter. Default: `%2F`. */
  readonly decode?: (value: string) => string;
}

/** Compiles a path of a middleware or a route; a path without parameters compares strings. */
export function compilePattern(path: string, where: string, options: PatternOptions): PathMatcher {
  const pattern = convertLegacyPath(joinPath(path), where);
  return /[:*{}()[\]\\]/.test(pattern) ? fromPattern(pattern, options) : fromText(pattern, options);
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
  const { regexp, keys } = pathToRegexp(pattern, { sensitive: caseSensitive, end: !prefix, trailing });
  // Of "/files/{*path}" an optional part may be absent and its slash not: paths of requests have lost that slash.
  const endsOptional = withoutSlash && /\/(?:\{[^{}]*\})+$/.test(pattern);
  return (path) => {
    const result = regexp.exec(path) ?? (endsOptional ? regexp.exec(`${path}/`) : null);
    if (!result) return undefined;
    const parameters: PathParameters = {};
    keys.forEach(({ name, type }, index) => {
      const value = result[index + 1];
      if (value === undefined) return;
      parameters[name] = type === 'wildcard' ? value.split('/').map(decode) : decode(value);
    });
    return parameters;
  };
}

/** An encoded slash separates nothing, which is why paths of requests keep it; as part of a value it is a slash. */
function decodeSlashes(value: string): string {
  return value.includes('%') ? value.replace(/%2f/gi, '/') : value;
}
