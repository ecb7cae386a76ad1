import type { Platform } from '../subjects.js';
import type { HttpCase, HttpRequest, RawKind, RouteCase, RouteRef, Version } from './case.js';
import { joined, sourceOf, takesPath, withoutOptional } from './patterns.js';
import { methodOf, type PlacedRoute, pathOfTarget, routesOf, targetOf, versionInPath } from './target.js';
import { versionsOf } from './traces.js';

/** A route that takes a request, by what the case says of both. */
export interface TakingRoute extends PlacedRoute {
  /** Whether it takes the path by an optional part, with it or without it; a wildcard at the end only without it. */
  readonly isByOptional: boolean;
  /** Its complete paths that take it. */
  readonly patterns: readonly string[];
}

/**
 * The routes that take a request by path, method, host and version, whatever a platform thinks of slashes at the end. What
 * an explanation says of requests that reach no route, or another one, is read from here: a trace shows a route only if
 * something of it runs.
 *
 * @param platform Express compares paths as they are written, in any case; Fastify decodes them, and case counts
 * @param method instead of that of the request; `*` is any
 */
export function routesTaking(theCase: HttpCase, request: HttpRequest, platform: Platform, method?: '*'): TakingRoute[] {
  const path = pathOf(theCase, request, platform);
  if (path === undefined) return [];
  const asked = method ?? askedMethod(theCase, request);
  return routesOf(theCase).flatMap((placed) => {
    if (asked !== '*' && !takesMethod(placed.route, asked)) return [];
    if (!takesHost(placed.controller.host, request) || !takesVersion(theCase, placed, request)) return [];
    const takes = (pattern: string) => takesPath(pattern, path, platform === 'fastify' ? '' : 'i');
    const taking = patternsOf(theCase, placed).filter(takes);
    if (taking.length === 0) return [];
    const isByOptional = taking.some(
      (pattern) => /\{[^*}]*\}/.test(pattern) || (pattern.includes('{') && takes(withoutOptional(pattern))),
    );
    return [{ ...placed, isByOptional, patterns: taking }];
  });
}

/** The method of a request, as it is sent. */
export function askedMethod(theCase: HttpCase, request: HttpRequest): string {
  return request.raw ? (RAW_METHODS[request.raw] ?? 'GET') : methodOf(theCase, request);
}

const RAW_METHODS: Partial<Record<RawKind, string>> = {
  badMethod: 'FETCH',
  badLength: 'POST',
  twoLengths: 'POST',
  badChunk: 'POST',
  expect: 'POST',
};

const RAW_HOSTS: Partial<Record<RawKind, string>> = { http10: '', noHost: '' };

/** The path that is routed; decoded, but for slashes; `undefined` if there is none, or if it cannot be decoded. */
function pathOf(theCase: HttpCase, request: HttpRequest, platform: Platform): string | undefined {
  if (request.raw === 'asterisk' || request.raw === 'connect') return undefined;
  const target = targetOf(theCase, request) + (request.raw === 'utf8Path' ? '/ü' : '');
  const path = pathOfTarget(target);
  try {
    const decoded = path.split('/').map((segment) => decodeURIComponent(segment).replaceAll('/', '%2F'));
    return platform === 'fastify' ? decoded.join('/') : path;
  } catch {
    return undefined;
  }
}

function takesMethod({ method, reply }: RouteCase, asked: string): boolean {
  const own = reply.startsWith('sse') ? 'GET' : method;
  return own === 'ALL' || own === asked || (own === 'GET' && asked === 'HEAD');
}

function takesHost(host: string | undefined, request: HttpRequest): boolean {
  if (host === undefined) return true;
  // That of an absolute form does not count.
  const asked = request.raw ? (RAW_HOSTS[request.raw] ?? 'h.test') : (request.host ?? '').replace(/:\d+$/, '');
  return new RegExp(`^${host.replaceAll('.', '\\.').replace(/:\w+/g, '[^.]+')}$`, 'i').test(asked);
}

function takesVersion(theCase: HttpCase, placed: PlacedRoute, request: HttpRequest): boolean {
  const own = versionsOf(theCase, placed);
  return own.length === 0 || asksFor(theCase, request, isListed(theCase, placed) ? own : own[0]!);
}

/** Whether a request asks for a version, or for one of a list. With URI versioning it is part of the path. */
export function asksFor({ versioning }: HttpCase, request: HttpRequest, version: Version): boolean {
  if (!versioning || versioning.type === 'uri' || version === 'neutral') return true;
  const asked = askedVersions(versioning.type, request);
  // In a list it stands for requests that name no version.
  return [version].flat().some((each) => (each === 'neutral' ? asked.length === 0 : asked.includes(each)));
}

/** The versions that a request asks for: the client sends only the first one in a media type, and a header is one value. */
function askedVersions(type: 'header' | 'media' | 'custom', { raw, versions = [] }: HttpRequest): readonly string[] {
  if (raw || versions.length === 0) return [];
  if (type === 'custom') return versions;
  return type === 'media' ? versions.slice(0, 1) : [versions.join(',')];
}

/** Whether the versions of a route are written as a list. */
function isListed({ versioning }: HttpCase, { controller, route }: PlacedRoute): boolean {
  return Array.isArray(route.version ?? controller.version ?? versioning?.defaultVersion);
}

/** The complete paths of a route. */
function patternsOf(theCase: HttpCase, placed: PlacedRoute): string[] {
  const { prefix, versioning } = theCase;
  const { module, controller, route } = placed;
  const written = versionsOf(theCase, placed).map((version) =>
    version === 'neutral' ? '' : versionInPath(theCase, version),
  );
  const versions = versioning?.type === 'uri' && written.length > 0 ? written : [''];
  const paths = [controller.path].flat().flatMap((start) => [route.path].flat().map((end) => [start, end]));
  return paths.flatMap((ends) => {
    const declared = joined(module.path ?? '', ...ends);
    const prefixes = prefixesOf(prefix, declared, route);
    return prefixes.flatMap((start) => versions.map((version) => joined(start, version, declared)));
  });
}

/** The prefixes that a path may have: with an exclusion that has a slash at the end, either. */
function prefixesOf(prefix: HttpCase['prefix'], declared: string, { method }: RouteCase): string[] {
  if (!prefix) return [''];
  const isMeant = (ref: RouteRef) => typeof ref === 'string' || ref.method === 'ALL' || ref.method === method;
  const excluding = (prefix.exclude ?? []).filter((ref) => isMeant(ref) && takesPath(pathIn(ref), declared, 'i'));
  if (excluding.some((ref) => !/.\/$/.test(pathIn(ref)))) return [''];
  return excluding.length > 0 ? [prefix.path, ''] : [prefix.path];
}

function pathIn(ref: RouteRef): string {
  return typeof ref === 'string' ? ref : ref.path;
}

/** Whether a path may be at a pattern or below it, with or without the prefix. */
export function mayLieBelow({ prefix }: HttpCase, path: string, pattern: string): boolean {
  return new RegExp(`${prefix ? '(?:^|/)' : '^/+'}${sourceOf(pattern).slice(1)}(?:/|$)`, 'i').test(path);
}
