import { describe, expect, it } from 'vitest';
import { compilePattern } from './path-pattern.js';
import { requestPath } from './request-path.js';

describe('requestPath', () => {
  it.each([
    ['/', '/'],
    ['/admin', '/admin'],
    ['/admin/', '/admin'],
    ['/admin?x=1', '/admin'],
    ['/admin#x', '/admin'],
    ['//admin', '/admin'],
    ['/a//b', '/a/b'],
    ['/%61dmin', '/admin'],
    ['/%2561dmin', '/%61dmin'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%2fb', '/a%2Fb'],
    ['/%zz', '/%zz'],
    ['\\admin', '/admin'],
    ['http://host/admin?x', '/admin'],
    ['http://host', '/'],
    ['?x', '/'],
    ['*', '/*'],
    ['', '/'],
    ['/caf%C3%A9', '/café'],
  ])('reads %s as %s', (target, path) => {
    expect(requestPath(target)).toBe(path);
  });

  it('ends at a semicolon if the router does', () => {
    expect(requestPath('/admin;x=1', true)).toBe('/admin');
    expect(requestPath('/admin;x=1')).toBe('/admin;x=1');
  });
});

describe('compilePattern', () => {
  const prefix = { caseSensitive: false, prefix: true };

  it('matches paths below a path, but not those with the same beginning', () => {
    for (const matches of [compilePattern('admin', 'test', prefix), compilePattern('ad:x', 'test', prefix)]) {
      expect(matches('/admin')).toBeDefined();
      expect(matches('/ADMIN/users')).toBeDefined();
    }
    expect(compilePattern('admin', 'test', prefix)('/administrators')).toBeUndefined();
    expect(compilePattern(':id/admin', 'test', prefix)('/7/administrators')).toBeUndefined();
    expect(compilePattern('/', 'test', prefix)('/anything')).toBeDefined();
  });

  it('returns parameters, and wildcards as arrays of segments', () => {
    expect(compilePattern('users/:id', 'test', { caseSensitive: true, prefix: false })('/users/7')).toEqual({
      id: '7',
    });
    expect(compilePattern('files/*path', 'test', prefix)('/files/a/b')).toEqual({ path: ['a', 'b'] });
    expect(compilePattern('users', 'test', { caseSensitive: true, prefix: false })('/Users')).toBeUndefined();
  });
});
