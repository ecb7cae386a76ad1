import { isObject } from '../values/is-object.js';

/** Marks exceptions, so that other installed copies of this package recognize them. */
export const INTRINSIC_EXCEPTION_BRAND: unique symbol = Symbol.for('portico.intrinsic-exception');
export const HTTP_EXCEPTION_BRAND: unique symbol = Symbol.for('portico.http-exception');

/** True when `value`, or its prototype chain, carries the brand. */
export function isBranded(value: unknown, brand: symbol): boolean {
  return isObject(value) && value[brand] === true;
}
