/** `@portico/common/utils/shared.utils.js`: checks of values, for third-party modules. */
export { isPlainObject } from '../values/is-plain-object.js';

export const isUndefined = (value: unknown): value is undefined => value === undefined;
export const isNil = (value: unknown): value is null | undefined => value === null || value === undefined;
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const isSymbol = (value: unknown): value is symbol => typeof value === 'symbol';
export const isFunction = (value: unknown): value is Function => typeof value === 'function';

/** True for objects, but not for functions. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether a property name is `constructor`. */
export const isConstructor = (name: unknown): boolean => name === 'constructor';

/** True for `null`, `undefined` and an empty array; false for objects and strings. */
export const isEmpty = (value: unknown): boolean => isNil(value) || isEmptyArray(value);
export const isEmptyArray = (value: unknown): value is [] => Array.isArray(value) && value.length === 0;

/** Adds a leading slash, unless the path has one or is empty. */
export function addLeadingSlash(path?: string): string {
  return path === undefined || path === '' || path.startsWith('/') ? (path ?? '') : `/${path}`;
}

/** Removes one trailing slash. */
export function stripEndSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * Normalizes to one leading slash, single slashes between segments, and no trailing slash; an empty path is the root.
 */
export function normalizePath(path?: string): string {
  return `/${(path ?? '').split('/').filter(Boolean).join('/')}`;
}
