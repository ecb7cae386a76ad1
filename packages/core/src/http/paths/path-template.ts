import { absolutePath } from './absolute-path.js';
import { compareSpecificity, pathShape, takesRequestsOf } from './compare-paths.js';
import { convertLegacyPath } from './legacy-path.js';
import { compilePattern, hasPatternSyntax, type PathMatcher, type PathParameters } from './path-pattern.js';
import { escapeSyntax, mapPathText } from './path-syntax.js';
import { originForm } from './request-path.js';

const NOTHING: PathParameters = Object.freeze({});

/** A path in the syntax of routes, for transports that match paths themselves. */
export interface PathTemplate {
  /** Without a slash at its end. */
  readonly path: string;
  /** Whether it has parameters, wildcards or optional parts. */
  readonly isPattern: boolean;
  /**
   * The parameters of a path that {@link plainPath} has returned, or `undefined` if it does not match. Case matters. A
   * slash at the end matches only if the template has one.
   */
  readonly match: PathMatcher;
  /** Returns whether the two match the same paths. */
  equals(other: PathTemplate): boolean;
  /** Returns whether the two are one path, also if one of them is percent-encoded. */
  isSame(other: PathTemplate): boolean;
  /**
   * Compares two templates. Negative if this one is the more specific of two that match the same path: static text
   * before parameters, parameters before wildcards. 0 if neither is.
   */
  compare(other: PathTemplate): number;
}

/**
 * Compiles a path in the syntax of routes, such as `/rooms/:room` or `/files/*path`.
 *
 * @param where the location, for warnings about paths in the syntax of older versions
 * @throws TypeError if the path is invalid
 * @example
 * compilePath('/rooms/:room', 'ChatGateway').match(plainPath('/rooms/caf%C3%A9?token=1')); // { room: 'café' }
 */
export function compilePath(path: string, where: string): PathTemplate {
  const written = convertLegacyPath(absolutePath(path), where);
  const bare = written.replace(/(.)\/+$/, '$1');
  const isPattern = hasPatternSyntax(bare);
  const compiled = isPattern
    ? compilePattern(plainText(bare), where, { caseSensitive: true, prefix: false, trailing: false, decode })
    : matchText(decodeText(bare));
  const mayEndWithSlash = written !== bare;
  return {
    path: bare,
    isPattern,
    match: (given) => compiled(mayEndWithSlash && given.endsWith('/') ? given.slice(0, -1) : given),
    equals: (other) => pathShape(plainText(bare)) === pathShape(plainText(other.path)),
    isSame: (other) => plainText(bare) === plainText(other.path),
    compare: (other) =>
      compareSpecificity(bare, other.path) ||
      Number(takesRequestsOf(bare, other.path)) - Number(takesRequestsOf(other.path, bare)),
  };
}

/**
 * Returns the path of a request target without its query, in a normalized form: percent-encoding is decoded, except for
 * `%2F` and `%25`. Slashes are kept unchanged.
 *
 * @param target in origin form or absolute form
 * @returns `undefined` if it cannot be decoded
 */
export function plainPath(target: string): string | undefined {
  const path = rawPath(target);
  if (!path.includes('%')) return path;
  try {
    return path.split('/').map(plainSegment).join('/');
  } catch {
    return undefined;
  }
}

/** Returns the path of a request target as the client wrote it. */
export function rawPath(target: string): string {
  const path = originForm(target);
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)) || '/';
}

function matchText(text: string): PathMatcher {
  return (path) => (path === text ? NOTHING : undefined);
}

/**
 * The text of a pattern, in the form that {@link plainPath} returns for requests. Text in segments without syntax may
 * have characters that path-to-regexp reserves.
 */
function plainText(pattern: string): string {
  const written = pattern
    .split('/')
    .map((segment) => (hasPatternSyntax(segment) ? segment : escapeSyntax(segment)))
    .join('/');
  return mapPathText(written, (text) => text.split('/').map(decodeText).join('/'));
}

/** A percent sign that does not begin an escape is meant literally. */
function decodeText(text: string): string {
  const escaped = text.replace(/%(?![\da-fA-F]{2})/g, '%25');
  return text.startsWith('/') ? (plainPath(escaped) ?? escaped) : (plainPath(`/${escaped}`)?.slice(1) ?? escaped);
}

/** @throws URIError */
function plainSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  return decodeURIComponent(segment).replace(/[%/]/g, (character) => (character === '/' ? '%2F' : '%25'));
}

function decode(value: string): string {
  return value.includes('%') ? value.replace(/%2F|%25/g, (encoded) => (encoded === '%25' ? '%' : '/')) : value;
}
