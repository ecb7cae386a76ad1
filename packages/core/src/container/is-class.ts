import type { Type } from '@portico/common';

/**
 * Whether a value can be a class: any function. Classes that older compilers wrote cannot be told from other functions, and
 * what cannot be constructed is rejected when it is instantiated.
 */
export function isClass(value: unknown): value is Type {
  return typeof value === 'function';
}
