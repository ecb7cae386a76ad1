import { expect, it } from 'vitest';
import { toFastifyPaths } from './route-paths.js';

it.each<[string, string[]]>([
  ['/', ['/']],
  ['/cats/:id', ['/cats/:id']],
  ['/cats{/:id}', ['/cats', '/cats/:id']],
  ['/a{/b{/c}}', ['/a', '/a/b', '/a/b/c']],
  ['/files/*path', ['/files/*']],
  ['/files/{*path}', ['/files/', '/files/*']],
  ['/:a-:b.:c', ['/:a-:b.:c']],
  ['/:id(^\\d+$)', ['/:id(^\\d+$)']],
  ['/literal\\:colon', ['/literal::colon']],
  ['/:"quoted name"', ['/:quoted name']],
  ['/:"first-name"/:größe', ['/:"1"/:größe']],
  ['/:id~x', ['/:id([^/]+)~x']],
  ['/:name@:host', ['/:name([^/]+)@:host']],
  ['/:id\\(x', ['/:id([^/]+)(x']],
])('%s becomes %j', (path, urls) => {
  expect(toFastifyPaths(path).map(({ url }) => url)).toEqual(urls);
});

it('returns the parameters and the beginning of a wildcard', () => {
  expect(toFastifyPaths('/a/:b/pre-*rest')).toMatchObject([
    { url: '/a/:b/pre-*', params: ['b'], wildcard: { name: 'rest', segment: 2, prefix: 'pre-' } },
  ]);
});

it.each<[string, string[]]>([
  ['/cats', []],
  ['/cats/:id', ['/cats/']],
  ['/cats/:id/toys/:toy', ['/cats/:id/toys/', '/cats//toys/:toy', '/cats//toys/']],
  ['/files/*path', ['/files/']],
  ['/:id(^\\d+$)', []],
])('%s also matches %j in Fastify', (path, urls) => {
  expect(toFastifyPaths(path).flatMap(({ emptied }) => emptied.map(({ url }) => url))).toEqual(urls);
});

it.each([
  '/a%2Bb',
  '/a%2Fb',
  '/a\\?b',
  '/c#',
  '/:id\\?b',
  '/a/*b/c',
  '/a{b',
  '/a}b',
  '/:',
  '/:id(x',
  '/literal\\*',
  '/{a}{b}{c}{d}{e}{f}{g}',
])('%s is rejected with a fix', (path) => {
  expect(() => toFastifyPaths(path)).toThrow(
    expect.objectContaining({ code: 'PORTICO_FASTIFY_PATH', remedy: expect.any(String) }),
  );
});
