import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { readFact } from './read.js';

describe('readFact', () => {
  class Parent {}
  class Child extends Parent {}
  Reflect.defineMetadata('inherited', 1, Parent);
  Reflect.defineMetadata('replaced', 1, Parent);
  Reflect.defineMetadata('replaced', 2, Child);
  Reflect.defineMetadata('of a method', 3, Parent, 'method');

  it('finds the metadata of the nearest ancestor', () => {
    expect(readFact('inherited', Child)).toBe(1);
    expect(readFact('replaced', Child)).toBe(2);
    expect(readFact('replaced', Parent)).toBe(1);
  });

  it('stops at a class with the value undefined', () => {
    Reflect.defineMetadata('taken back', 1, Parent);
    Reflect.defineMetadata('taken back', undefined, Child);
    expect(readFact('taken back', Child)).toBeUndefined();
    expect(readFact('taken back', class extends Child {})).toBeUndefined();
    expect(readFact('taken back', Parent)).toBe(1);
  });

  it('finds the metadata of a method', () => {
    expect(readFact('of a method', Child, 'method')).toBe(3);
    expect(readFact('of a method', Child)).toBeUndefined();
  });

  it.each([
    ['function', () => {}],
    ['async function', async () => {}],
    ['generator', function* generator() {}],
  ])('reads the metadata of a %s', (_kind, method) => {
    expect(readFact('absent', method)).toBeUndefined();
    Reflect.defineMetadata('present', null, method);
    expect(readFact('present', method)).toBeNull();
  });
});
