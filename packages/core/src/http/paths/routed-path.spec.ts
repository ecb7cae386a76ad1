import { expect, it } from 'vitest';
import { routedPath } from './routed-path.js';

const matching = { caseSensitive: false, ignoreTrailingSlash: true };

it.each([
  ['/', '/'],
  ['/admin/?x=/y', '/admin/'],
  ['//admin', '//admin'],
  ['/%61dmin%2fx%3A', '/admin%2fx%3A'],
  ['/%zz', '/%zz'],
  ['/a\\b', '/a\\b'],
  ['http://host/admin', '/admin'],
  ['HTTP://host//admin', '//admin'],
  ['http://host', undefined],
  ['http://host?/admin', undefined],
  ['ftp://host/admin', undefined],
  ['*', undefined],
  ['*admin', undefined],
])('reads %s as %s', (target, path) => {
  expect(routedPath(target, matching)).toBe(path);
});

it.each([
  [{ ignoreDuplicateSlashes: true }, '/admin/x;y=1'],
  [{ useSemicolonDelimiter: true }, '//admin//x'],
  [{ decodePath: false }, '//admin//%78;y=1'],
])('follows the router: %j', (option, path) => {
  expect(routedPath('//admin//%78;y=1', { ...matching, ...option })).toBe(path);
});
