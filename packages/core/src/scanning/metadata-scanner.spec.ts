import { describe, expect, it } from 'vitest';
import { MetadataScanner } from './metadata-scanner.js';

class Animal {
  eat(): void {}
  sleep(): void {}
  get age(): number {
    return 1;
  }
  static born(): void {}
}

class Cat extends Animal {
  override sleep(): void {}
  purr(): void {}
  [Symbol.toPrimitive](): string {
    return 'cat';
  }
}

describe('MetadataScanner', () => {
  const scanner = new MetadataScanner();

  it('lists own methods before those of ancestors, each once', () => {
    expect(scanner.getAllMethodNames(Cat.prototype)).toEqual(['sleep', 'purr', 'eat']);
  });

  it('omits accessors, static methods, symbols and the constructor', () => {
    expect(scanner.getAllMethodNames(Animal.prototype)).toEqual(['eat', 'sleep']);
  });

  it('omits a method that a subclass overrides with an accessor', () => {
    class Quiet extends Animal {}
    Object.defineProperty(Quiet.prototype, 'eat', { get: () => () => undefined });
    expect(scanner.getAllMethodNames(Quiet.prototype)).toEqual(['sleep']);
  });

  it('returns nothing for null and for classes without a prototype chain', () => {
    expect(scanner.getAllMethodNames(null)).toEqual([]);
    expect(scanner.getAllMethodNames(Object.create(null) as object)).toEqual([]);
  });

  it('returns lists that the caller may change', () => {
    scanner.getAllMethodNames(Cat.prototype).length = 0;
    expect(scanner.getAllMethodNames(Cat.prototype)).toHaveLength(3);
  });

  it('returns the results of the callback, except null and undefined', () => {
    expect(
      scanner.scanFromPrototype(new Cat(), Cat.prototype, (name) => (name === 'eat' ? undefined : `${name}!`)),
    ).toEqual(['sleep!', 'purr!']);
    expect([...scanner.getAllFilteredMethodNames(Cat.prototype)]).toEqual(['sleep', 'purr', 'eat']);
  });
});
