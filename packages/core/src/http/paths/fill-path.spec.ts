import { describe, expect, it } from 'vitest';
import { compilePathFiller } from './fill-path.js';

describe('compilePathFiller', () => {
  it.each([
    ['/a', {}, '/a'],
    ['/:id', { id: '7' }, '/7'],
    ['/:id', {}, undefined],
    ['/a{/:id}', {}, '/a'],
    ['/a{/:id}', { id: '7' }, '/a/7'],
    ['/files/*rest', { rest: ['a', 'b/c'] }, '/files/a/b%2Fc'],
    ['/files/*rest', { rest: ['', ''] }, '/files//'],
    ['{/:a}', {}, '/'],
    // Both would have the value of the last one.
    ['/:id/:id', { id: 'a' }, undefined],
  ])('fills %s with %j: %s', (template, parameters, path) => {
    expect(compilePathFiller(template)(parameters)).toBe(path);
  });
});
