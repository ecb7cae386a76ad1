import { errorMessage } from '@portico/common/internal';
import { type Keys, pathToRegexp } from 'path-to-regexp';
import { coreError } from '../../errors/core-error.js';
import { decodeText } from '../decode-text.js';
import { mapPathText } from '../paths/path-syntax.js';
import { pathEnd, pathStart } from '../paths/request-path.js';
import type { RouteMatchingOptions } from '../route-registration.js';
import { ENCODED_SLASH, nextSlash, readPath, readSegment, restoreSlashes } from './url-path.js';

/**
 * A path in the syntax of path-to-regexp 8 (`'/users/:id'`, `'/files/*rest'`), a regular expression, or several of them.
 *
 * @example
 * app.use(['/users/:id', /^\/admin/], log); // in an application; the adapter gets the list as the first argument of use()
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export type MountPath = string | RegExp | readonly (string | RegExp)[];

/** The part of a URL that belongs to the path at which middleware is mounted. */
export interface MountedUrl {
  /** Offset at which the path begins: after the origin of an absolute URL. */
  readonly start: number;
  /** Offset after the last character that the mount path matches. */
  readonly end: number;
  readonly params: Record<string, unknown>;
}

export type MountMatcher = (url: string, matching: RouteMatchingOptions) => MountedUrl | undefined;

interface Found {
  /** The part of the path that the pattern matches. */
  readonly text: string;
  readonly params: Record<string, unknown>;
}

const SYNTAX = /[:*{}()[\]?+!\\]/;

/**
 * Compiles a mount path. It matches whole segments from the start of the path, however the client wrote them, so that
 * percent-encoding, duplicate slashes and absolute URLs cannot bypass a middleware.
 *
 * @throws FrameworkError `PORTICO_MIDDLEWARE_PATH` if path-to-regexp cannot parse the path
 */
export function compileMountPath(path: MountPath): MountMatcher {
  const paths: readonly (string | RegExp)[] = typeof path === 'string' || path instanceof RegExp ? [path] : path;
  const matchers = paths.map((one) => (one instanceof RegExp ? matchRegExp(one) : matchText(one)));
  const [only] = matchers;
  if (matchers.length === 1 && only) return only;
  return (url, matching) => {
    for (const matches of matchers) {
      const found = matches(url, matching);
      if (found) return found;
    }
    return undefined;
  };
}

function matchText(path: string): MountMatcher {
  return SYNTAX.test(path) ? matchPattern(path) : matchSegments(path.split('/').filter(Boolean).map(decodeText));
}

/** Static text needs no regular expression: it is compared segment by segment, in place. */
function matchSegments(segments: readonly string[]): MountMatcher {
  const lowerCase = segments.map((segment) => segment.toLowerCase());
  return (url, { caseSensitive, useSemicolonDelimiter }) => {
    const start = pathStart(url);
    const end = pathEnd(url, start, useSemicolonDelimiter);
    let position = start;
    for (let index = 0; index < segments.length; index++) {
      while (url[position] === '/') position++;
      const segmentEnd = nextSlash(url, position, end);
      const segment = decodeText(url.slice(position, segmentEnd));
      if (caseSensitive ? segment !== segments[index] : segment.toLowerCase() !== lowerCase[index]) return undefined;
      position = segmentEnd;
    }
    return { start, end: position, params: {} };
  };
}

function matchPattern(path: string): MountMatcher {
  const absolute = /^[/*{]/.test(path) ? path : `/${path}`;
  const pattern = mapPathText(absolute, (text) => text.split('/').map(readSegment).join('/'));
  const sensitive = compile(path, pattern, true);
  const insensitive = compile(path, pattern, false);
  return (url, matching) => {
    const { regexp, keys } = matching.caseSensitive ? sensitive : insensitive;
    return matchRead(url, matching, (given) => {
      const result = regexp.exec(given);
      if (!result) return undefined;
      const params: Record<string, unknown> = {};
      keys.forEach(({ name, type }, index) => {
        const value = result[index + 1];
        if (value !== undefined) {
          params[name] = type === 'wildcard' ? value.split('/').map(restoreSlashes) : restoreSlashes(value);
        }
      });
      return { text: result[0], params };
    });
  };
}

function compile(path: string, pattern: string, sensitive: boolean): { regexp: RegExp; keys: Keys } {
  try {
    return pathToRegexp(pattern, { sensitive, end: false, trailing: false });
  } catch (error) {
    throw coreError({
      code: 'PORTICO_MIDDLEWARE_PATH',
      lines: [
        `Middleware cannot be mounted at the path "${path}": ${errorMessage(error).split(';')[0]}.`,
        'Paths of app.use() use the syntax of path-to-regexp 8.',
      ],
      remedies: [
        'Give each wildcard a name: app.use("/files/*path", middleware).',
        'To match every request, omit the path: app.use(middleware).',
      ],
      cause: error,
    });
  }
}

/** As on Express: the expression must match from the start of the path, up to the end of a segment. */
function matchRegExp(pattern: RegExp): MountMatcher {
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return (url, matching) =>
    matchRead(url, matching, (path) => {
      const given = path.replaceAll(ENCODED_SLASH, '%2F');
      const result = stateless.exec(given);
      if (result?.index !== 0) return undefined;
      const next = given[result[0].length];
      if (next !== undefined && next !== '/' && !result[0].endsWith('/')) return undefined;
      const groups = result.groups ?? Object.fromEntries(result.slice(1).map((value, index) => [index, value]));
      return { text: result[0], params: { ...groups } };
    });
}

function matchRead(
  url: string,
  matching: RouteMatchingOptions,
  match: (path: string) => Found | undefined,
): MountedUrl | undefined {
  const start = pathStart(url);
  const end = pathEnd(url, start, matching.useSemicolonDelimiter);
  const { path, segmentEnds } = readPath(url, start, end);
  let found = match(path);
  if (found) {
    const taken = found.text.split('/').filter(Boolean).length;
    return { start, end: taken === 0 ? start : segmentEnds[taken - 1]!, params: found.params };
  }
  if (!url.slice(start, end).includes('//')) return undefined;
  // If a router keeps duplicate slashes, `/files//` matches `/files/*rest`.
  const segments = url.slice(start, end).split('/');
  found = match(segments.map(readSegment).join('/'));
  if (!found) return undefined;
  const taken = segments.slice(0, found.text.split('/').length).join('/');
  return { start, end: start + taken.length, params: found.params };
}
