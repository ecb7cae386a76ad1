import 'reflect-metadata';
import './symbol-metadata.js';

/** Leaves one fact on a class or a function. */
export function define(key: string, value: unknown, target: object): void {
  Reflect.defineMetadata(key, value, target);
}

/** Appends to a list on a class or a function; a subclass starts from what its ancestors have. */
export function append(key: string, values: readonly unknown[], target: object): void {
  const before = (Reflect.getMetadata(key, target) as unknown[] | undefined) ?? [];
  Reflect.defineMetadata(key, [...before, ...values], target);
}

/** Appends to a list that belongs to this class alone, whatever its ancestors have. */
export function appendOwn(key: string, value: unknown, target: object): void {
  const before = (Reflect.getOwnMetadata(key, target) as unknown[] | undefined) ?? [];
  Reflect.defineMetadata(key, [...before, value], target);
}
