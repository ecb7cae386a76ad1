import { describe, expect, it } from 'vitest';
import { compareSpecificity } from './compare-paths.js';

describe('compareSpecificity', () => {
  it.each([
    ['/a', '/:id'],
    ['/:id', '/*rest'],
    ['/f-:n', '/:id'],
    ['/f-x', '/f-:n'],
    ['/:a-:b', '/:id'],
    ['/a\\:b', '/:id'],
    ['/:id(^\\d{3}$)', '/*rest'],
    ['/:id(^\\d{3}$)/b', '/:id/:b'],
    ['/:"of * { and /"', '/*rest'],
    ['/a', '/a{/:id}'],
    ['/a/b', '/a{/:id}'],
    ['/a/b', '/a{/b}'],
    ['/a{/b}', '/a/:id'],
    ['/a{/b}', '/:id'],
    ['/a/:id', '/a{/:id}'],
    ['/a{/:id}', '/:any'],
    ['/a{/:id}', '/a/*rest'],
    ['/a{/*rest}', '/:any'],
    ['/a/f{-:n}', '/a/:id'],
    ['/a/f', '/a/f{-:n}'],
    ['/:id', '/:id{.:ext}'],
    ['/a{/b}/c', '/a/:id'],
    ['/a{/:v}/c', '/a/:id'],
    ['/a/b/c', '/a{/:v}/c'],
    ['/a/b/c', '/a{/b}/c'],
    ['/a', '/{*all}'],
    ['/:id', '/{*all}'],
  ])('%s is more specific than %s', (specific, vague) => {
    expect(compareSpecificity(specific, vague)).toBeLessThan(0);
    expect(compareSpecificity(vague, specific)).toBeGreaterThan(0);
  });

  it.each([
    ['/a/:id', '/a/:name'],
    ['/a{/:id}', '/b{/:name}'],
    ['/:a/*rest', '/:b/*all'],
  ])('%s is as specific as %s', (a, b) => {
    expect(compareSpecificity(a, b)).toBe(0);
  });
});
