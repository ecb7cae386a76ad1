import { describe, expect, it } from 'vitest';
import { compilePath, plainPath } from './path-template.js';

const parametersOf = (template: string, target: string) =>
  compilePath(template, 'test').match(plainPath(target) ?? 'malformed');

describe('plainPath', () => {
  it.each([
    ['/a?x=/b#c', '/a'],
    ['http://host:1/a/?x', '/a/'],
    ['http://host', '/'],
    ['', '/'],
    ['/%61//b/', '/a//b/'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%2fb', '/a%2Fb'],
    ['/a%252Fb', '/a%252Fb'],
    ['/100%25', '/100%25'],
    ['/%zz', undefined],
    ['/%C0%AF', undefined],
    ['/%', undefined],
  ])('reads %s as %s', (target, path) => {
    expect(plainPath(target)).toBe(path);
  });
});

describe('compilePath', () => {
  it.each([
    ['/rooms/:room', '/rooms/lobby', { room: 'lobby' }],
    ['rooms/:room', '/rooms/lobby?x=1', { room: 'lobby' }],
    ['/rooms/:room', '/rooms/caf%C3%A9%2F1', { room: 'café/1' }],
    ['/rooms/:room', '/rooms/a%252Fb', { room: 'a%2Fb' }],
    ['/rooms/:room', '/rooms/100%25', { room: '100%' }],
    ['/rooms/:room', '/%72ooms/lobby', { room: 'lobby' }],
    ['/rooms/:room', '/rooms/lobby/', undefined],
    ['/rooms/:room/', '/rooms/lobby/', { room: 'lobby' }],
    ['/rooms/:room/', '/rooms/lobby', { room: 'lobby' }],
    ['/rooms/:room/', '/rooms/lobby//', undefined],
    ['/rooms/:room', '/rooms//', undefined],
    ['/rooms/:room', '/Rooms/lobby', undefined],
    ['/rooms/:room', '/rooms/a/b', undefined],
    ['/files/*path', '/files/a%2Fb/c', { path: ['a/b', 'c'] }],
    ['/files/*path/', '/files/a/b/', { path: ['a', 'b'] }],
    ['/files/*path', '/files', undefined],
    ['/files/{*path}', '/files', {}],
    ['/rooms{/:room}', '/rooms', {}],
    ['/caf%C3%A9/:id', '/café/1', { id: '1' }],
    ['/caf%C3%A9-:größe', '/café-1', { größe: '1' }],
    ['/a%3Ab/:id', '/a:b/1', { id: '1' }],
    ['/a%3Ab', '/a:b', {}],
    ['/100%', '/100%25', {}],
    ['/caf%C3%A9{/:id}', '/caf%C3%A9', {}],
    ['/', '/', {}],
    ['/', '//', undefined],
    ['/f/', '/f', {}],
    ['/f', '/f/', undefined],
    ['/f', '/F', undefined],
    ['/f', '/%66', {}],
  ])('%s matches %s with %j', (template, target, parameters) => {
    expect(parametersOf(template, target)).toEqual(parameters);
  });

  it('compares how specific two paths are', () => {
    const order = ['/rooms/lobby', '/rooms/room-:id', '/rooms/:room', '/rooms/*path', '/:kind/lobby'];
    const templates = order.map((path) => compilePath(path, 'test'));
    expect(
      templates
        .toReversed()
        .sort((a, b) => a.compare(b))
        .map(({ path }) => path),
    ).toEqual(order);
    expect(compilePath('/a-:x', 'test').compare(compilePath('/:y-b', 'test'))).toBe(0);
  });

  it('ignores the names of parameters in comparisons', () => {
    const [a, b, c] = ['/rooms/:room', '/rooms/:id/', '/rooms/*id'].map((path) => compilePath(path, 'test'));
    expect(a?.equals(b as never)).toBe(true);
    expect(a?.equals(c as never)).toBe(false);
  });

  it('ignores how text is encoded in comparisons', () => {
    const [a, b, c] = ['/café/:größe', '/caf%C3%A9/:id', '/caf%C3%AA/:id'].map((path) => compilePath(path, 'test'));
    expect(a?.equals(b as never)).toBe(true);
    expect(a?.equals(c as never)).toBe(false);
  });

  it('rejects invalid paths', () => {
    expect(() => compilePath('/rooms/:', 'test')).toThrow(TypeError);
    expect(() => compilePath('/rooms/(a|b)', 'test')).toThrow(TypeError);
  });
});
