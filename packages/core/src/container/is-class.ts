import type { Type } from '@portico/common';

/**
 * Returns whether a value can be a class: any function. Classes in the output of older compilers cannot be
 * distinguished from other functions, and values that cannot be constructed are rejected when they are instantiated.
 */
export function isClass(value: unknown): value is Type {
  return typeof value === 'function';
}
