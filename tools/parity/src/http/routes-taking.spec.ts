import { expect, test } from 'vitest';
import type { HttpCase, HttpRequest, RouteCase } from './case.js';
import { routesTaking } from './routes-taking.js';

function taking(
  paths: readonly string[],
  request: Partial<HttpRequest>,
  more: Partial<HttpCase> & { route?: Partial<RouteCase> } = {},
  platform: 'express' | 'fastify' = 'express',
): string[] {
  const { route, ...rest } = more;
  const routes = paths.map((path) => ({ method: 'GET', path, reply: 'text', ...route }) as RouteCase);
  const theCase: HttpCase = { modules: [{ controllers: [{ path: '', routes }] }], requests: [], ...rest };
  return routesTaking(theCase, { route: 0, ...request }, platform).map(
    (taken) => `${taken.route.path}${taken.isByOptional ? ' optional' : ''}`,
  );
}

test('finds the routes of a path, with their optional parts and without them', () => {
  expect(taking(['x{/:opt}', ':id', 'y'], {})).toEqual(['x{/:opt} optional', ':id']);
  expect(taking(['x{/:opt}', ':id', 'y'], { withOptional: true })).toEqual(['x{/:opt} optional']);
  expect(taking(['{*rest}'], {})).toEqual(['{*rest} optional']);
  expect(taking(['{*rest}'], { withOptional: true })).toEqual(['{*rest}']);
  expect(taking(['x', 'X', '*rest'], { twists: ['trailing', 'upper'] })).toEqual(['x', 'X', '*rest']);
  expect(taking(['x', 'X', '*rest'], { twists: ['upper'] }, {}, 'fastify')).toEqual(['X', '*rest']);
  expect(taking(['x', ':id'], { twists: ['encoded'] })).toEqual([':id']);
  expect(taking(['x', ':id'], { twists: ['encoded'] }, {}, 'fastify')).toEqual(['x', ':id']);
});

test('finds none for another method, version or host, and where there is no path', () => {
  expect(taking(['x'], { method: 'POST' })).toEqual([]);
  expect(taking(['x'], { method: 'HEAD' })).toEqual(['x']);
  expect(taking(['x'], { raw: 'asterisk' })).toEqual([]);
  expect(taking(['x'], { twists: ['badPercent'] })).toEqual([]);
  const versioned = { versioning: { type: 'header' as const }, route: { version: '1' } };
  expect(taking(['x'], { versions: ['2'] }, versioned)).toEqual([]);
  expect(taking(['x'], { versions: ['1'] }, versioned)).toEqual(['x']);
});

test('reads the host from its header, not from an absolute form', () => {
  const theCase = (host: string): HttpCase => ({
    modules: [{ controllers: [{ path: '', host, routes: [{ method: 'GET', path: 'x', reply: 'text' }] }] }],
    requests: [],
  });
  const takes = (host: string, request: Partial<HttpRequest>) =>
    routesTaking(theCase(host), { route: 0, ...request }, 'fastify').length > 0;
  expect(takes('h.test', { host: 'h.test:80' })).toBe(true);
  expect(takes(':sub.h.test', { host: 's.h.test' })).toBe(true);
  expect(takes('h.test', { twists: ['absolute'] })).toBe(false);
  expect(takes('h.test', { raw: 'utf8Path' })).toBe(false);
  expect(takes('h.test', { raw: 'pipelined' })).toBe(true);
  expect(takes('h.test', { raw: 'http10' })).toBe(false);
});

test('composes prefix and version', () => {
  const prefix = { path: 'api' };
  expect(taking(['x'], { withoutPrefix: true }, { prefix })).toEqual([]);
  const excluding = (...exclude: string[]) => ({ prefix: { ...prefix, exclude } });
  expect(taking(['x', '*rest'], { withoutPrefix: true }, excluding('x'))).toEqual(['x']);
  expect(taking(['x', '*rest'], { withoutPrefix: true }, excluding('a', '*path'))).toEqual(['x', '*rest']);
  const versioned = { prefix, versioning: { type: 'uri' as const }, route: { version: ['1', 'neutral'] } };
  expect(taking(['x'], { versions: ['1'] }, versioned)).toEqual(['x']);
  expect(taking(['x'], { versions: ['2'] }, versioned)).toEqual([]);
  expect(taking(['x'], {}, versioned)).toEqual(['x']);
});
