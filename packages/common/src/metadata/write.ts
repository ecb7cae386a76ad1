import 'reflect-metadata';
import './symbol-metadata.js';

/** Writes one piece of metadata to a class or a function. */
export function define(key: string, value: unknown, target: object): void {
  Reflect.defineMetadata(key, value, target);
}

/** Appends to a metadata list of a class or a function; a subclass starts with the list of its ancestors. */
export function append(key: string, values: readonly unknown[], target: object): void {
  const before: readonly unknown[] = Reflect.getMetadata(key, target) ?? [];
  Reflect.defineMetadata(key, [...before, ...values], target);
}

/** Appends to a metadata list of this class only, without the list of its ancestors. */
export function appendOwn(key: string, value: unknown, target: object): void {
  const before: readonly unknown[] = Reflect.getOwnMetadata(key, target) ?? [];
  Reflect.defineMetadata(key, [...before, value], target);
}
