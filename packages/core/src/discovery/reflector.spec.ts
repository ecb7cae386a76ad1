import { SetMetadata } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { Reflector } from './reflector.js';

const reflector = new Reflector();

/** Creates a target with the given value under `key`, or without a value. */
function target(...value: [unknown?]): Function {
  const method = () => undefined;
  if (value.length > 0) Reflect.defineMetadata('key', value[0], method);
  return method;
}

describe('Reflector', () => {
  it('reads by key from classes, methods and ancestors', () => {
    class Base {
      @SetMetadata('key', 'method')
      run(): void {}
    }
    SetMetadata('key', 'class')(Base);
    class Derived extends Base {}

    expect(reflector.get('key', Base)).toBe('class');
    expect(reflector.get('key', Derived)).toBe('class');
    expect(reflector.get('key', Derived.prototype.run)).toBe('method');
    expect(reflector.get('other', Base)).toBeUndefined();
  });

  it('reads all, with undefined for missing values', () => {
    expect(reflector.getAll('key', [target(1), target(), target([2])])).toEqual([1, undefined, [2]]);
  });

  it('returns the value of the first target that has one, even if it is falsy', () => {
    expect(reflector.getAllAndOverride('key', [target(), target(0), target(2)])).toBe(0);
    expect(reflector.getAllAndOverride('key', [target(), target(null), target(2)])).toBeNull();
    expect(reflector.getAllAndOverride('key', [target(), target()])).toBeUndefined();
  });

  it.each([
    ['nothing', [target(), target()], []],
    ['one scalar', [target(), target(1)], [1]],
    ['one list', [target([1]), target()], [1]],
    ['one object', [target({ a: 1 }), target()], { a: 1 }],
    ['objects: shallow, the later wins', [target({ a: 1, c: [1] }), target({ b: 1, c: [2] })], { a: 1, b: 1, c: [2] }],
    ['lists', [target([1]), target([2, 3])], [1, 2, 3]],
    ['scalar and list', [target(1), target([2, 3])], [1, 2, 3]],
    ['list and scalar', [target([2, 3]), target(1)], [2, 3, 1]],
    ['object and list', [target({ a: 1 }), target([2])], [{ a: 1 }, 2]],
    ['list and object', [target([2]), target({ a: 1 })], [2, { a: 1 }]],
    ['object and scalar', [target({ a: 1 }), target(2)], [{ a: 1 }, 2]],
    ['null and list', [target(null), target([2])], [null, 2]],
    ['three scalars', [target(1), target(2), target(3)], [1, 2, 3]],
  ])('merges %s', (_name, targets, merged) => {
    expect(reflector.getAllAndMerge('key', targets)).toEqual(merged);
  });

  it('creates decorators for classes and methods, and reads their values', () => {
    const Roles = Reflector.createDecorator<string[]>();
    @Roles(['user'])
    class Cats {
      @Roles(['admin'])
      remove(): void {}
      list(): void {}
    }
    const { remove, list } = Cats.prototype;

    expect(reflector.get(Roles, Cats)).toEqual(['user']);
    expect(reflector.getAll(Roles, [list, Cats])).toEqual([undefined, ['user']]);
    expect(reflector.getAllAndOverride(Roles, [remove, Cats])).toEqual(['admin']);
    expect(reflector.getAllAndOverride(Roles, [list, Cats])).toEqual(['user']);
    expect(reflector.getAllAndMerge(Roles, [remove, Cats])).toEqual(['admin', 'user']);
  });

  it('gives each decorator a unique key, or the given one', () => {
    expect(Reflector.createDecorator().KEY).not.toBe(Reflector.createDecorator().KEY);
    const Named = Reflector.createDecorator<number>({ key: 'named' });
    class Thing {}
    Named(3)(Thing);
    expect(Named.KEY).toBe('named');
    expect(reflector.get('named', Thing)).toBe(3);
  });

  it('stores the result of transform, and an empty object without a value', () => {
    const Doubled = Reflector.createDecorator<number, string>({ transform: (value) => String(value * 2) });
    const Flag = Reflector.createDecorator<boolean>();
    class Thing {}
    Doubled(4)(Thing);
    Flag()(Thing);
    expect(reflector.get(Doubled, Thing)).toBe('8');
    expect(reflector.get(Flag, Thing)).toEqual({});
  });
});
