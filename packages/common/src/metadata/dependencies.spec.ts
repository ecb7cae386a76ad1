import { describe, expect, it } from 'vitest';
import { Dependencies, forwardRef, Inject, Injectable, Optional } from '../index.js';
import { readConstructorDependencies, readPropertyDependencies } from './dependencies.js';

class Engine {}
class Wheel {}

describe('readConstructorDependencies', () => {
  it('reads emitted types, and prefers explicit tokens', () => {
    @Injectable()
    class Car {
      constructor(_engine: Engine, @Inject('WHEEL') _wheel: Wheel, @Optional() _other: Wheel) {}
    }
    expect(readConstructorDependencies(Car)).toEqual({
      tokens: [Engine, 'WHEEL', Wheel],
      optional: [false, false, true],
      sources: ['type', 'declared', 'type'],
      owner: Car,
    });
  });

  it('uses the type for @Inject() without a token', () => {
    @Injectable()
    class Car {
      constructor(@Inject() _engine: Engine) {}
    }
    expect(readConstructorDependencies(Car).tokens).toEqual([Engine]);
  });

  it('distinguishes an undefined token from a missing one', () => {
    class Car {
      constructor(@Inject(undefined as never) _engine: unknown) {}
    }
    expect(readConstructorDependencies(Car)).toMatchObject({ tokens: [undefined], sources: ['declared'] });
  });

  it('reports missing types if the compiler emits none', () => {
    class Car {
      constructor(
        public engine: unknown,
        public wheel: unknown,
      ) {}
    }
    Inject('WHEEL')(Car, undefined, 1);
    Reflect.deleteMetadata('design:paramtypes', Car);
    expect(readConstructorDependencies(Car)).toMatchObject({
      tokens: [undefined, 'WHEEL'],
      sources: ['missing', 'declared'],
    });
    class Untouched {}
    expect(readConstructorDependencies(Untouched)).toEqual({ tokens: [], optional: [], sources: [], owner: undefined });
  });

  it('reads @Dependencies and @Injectable({ inject })', () => {
    const later = forwardRef(() => Wheel);
    @Dependencies(Engine, later)
    class First {}
    @Injectable({ inject: [Engine, { token: 'WHEEL', optional: true }, later] })
    class Second {}
    expect(readConstructorDependencies(First).tokens).toEqual([Engine, later]);
    expect(readConstructorDependencies(Second)).toMatchObject({
      tokens: [Engine, 'WHEEL', later],
      optional: [false, true, false],
      sources: ['type', 'type', 'type'],
    });
  });

  it('inherits the dependencies of an inherited constructor, but not of an overridden one', () => {
    @Injectable()
    class Vehicle {
      constructor(@Inject('A') _a: unknown, @Optional() @Inject('B') _b: unknown) {}
    }
    @Injectable()
    class Inheriting extends Vehicle {}
    @Injectable()
    class Own extends Vehicle {
      constructor(engine: Engine) {
        super(engine, undefined);
      }
    }
    expect(readConstructorDependencies(Inheriting)).toMatchObject({
      tokens: ['A', 'B'],
      optional: [false, true],
      owner: Vehicle,
    });
    expect(readConstructorDependencies(Own)).toMatchObject({ tokens: [Engine], optional: [false], owner: Own });
  });
});

describe('readPropertyDependencies', () => {
  it('collects those of ancestors, and the most derived declaration takes precedence', () => {
    class Vehicle {
      @Inject('ENGINE') engine: unknown;
      @Inject('WHEEL') wheel: unknown;
    }
    class Car extends Vehicle {
      @Inject('V8') declare engine: unknown;
      @Inject() @Optional() spare!: Wheel;
    }
    expect(readPropertyDependencies(Car)).toEqual([
      { key: 'engine', token: 'V8', optional: false, source: 'declared' },
      { key: 'wheel', token: 'WHEEL', optional: false, source: 'declared' },
      { key: 'spare', token: Wheel, optional: true, source: 'declared' },
    ]);
    expect(readPropertyDependencies(Vehicle)).toHaveLength(2);
  });

  it('reports a property without a token and a type', () => {
    class Car {
      engine: unknown;
    }
    Inject()(Car.prototype, 'engine');
    expect(readPropertyDependencies(Car)).toMatchObject([{ key: 'engine', token: undefined, source: 'missing' }]);
  });
});
