import { isObject } from './is-object.js';

/** True when `value`, or its prototype chain, carries the brand. */
export function isBranded(value: unknown, brand: symbol): boolean {
  return isObject(value) && value[brand] === true;
}
