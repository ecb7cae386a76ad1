/**
 * `@portico/common/utils/shared.utils.js`: small questions about values, for third-party modules that ask them here.
 */
export { isPlainObject } from '../pipes/is-plain-object.js';

export const isUndefined = (value: unknown): value is undefined => value === undefined;
export const isNil = (value: unknown): value is null | undefined => value === null || value === undefined;
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const isSymbol = (value: unknown): value is symbol => typeof value === 'symbol';
export const isFunction = (value: unknown): value is Function => typeof value === 'function';

/** True for everything with properties but functions. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether a property name is that of the constructor. */
export const isConstructor = (name: unknown): boolean => name === 'constructor';

/** True for nothing at all and for an array without elements; an object or a string is never empty. */
export const isEmpty = (value: unknown): boolean => isNil(value) || isEmptyArray(value);
export const isEmptyArray = (value: unknown): value is [] => Array.isArray(value) && value.length === 0;

/** Puts a slash in front, unless one is there or nothing is. */
export function addLeadingSlash(path?: string): string {
  return path === undefined || path === '' || path.startsWith('/') ? (path ?? '') : `/${path}`;
}

/** Takes one slash from the end. */
export function stripEndSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** One slash in front, one between segments, none at the end; nothing is the root. */
export function normalizePath(path?: string): string {
  return `/${(path ?? '').split('/').filter(Boolean).join('/')}`;
}
