import 'reflect-metadata';
import type { MetadataKey, MetadataValues } from './values.js';

/**
 * Reads metadata of a class or an ancestor, or of the function of a method. `Reflect.getMetadata` also asks the
 * prototypes of all functions and objects: three lookups if the metadata is absent, and most of it is.
 *
 * @param property if the metadata belongs to a method or a property of the class
 */
export function readFact<K extends MetadataKey>(
  key: K,
  target: object,
  property?: string | symbol,
): MetadataValues[K] | undefined;
export function readFact(key: string, target: object, property?: string | symbol): unknown;
export function readFact(key: string, target: object, property?: string | symbol): unknown {
  for (let owner: unknown = target; isOwner(owner); ) {
    const fact: unknown = Reflect.getOwnMetadata(key, owner, property!);
    if (fact !== undefined) return fact;
    const parent: unknown = Object.getPrototypeOf(owner);
    // `undefined` on a class overrides the value of its ancestors.
    if (!isOwner(parent) || Reflect.hasOwnMetadata(key, owner, property!)) return undefined;
    owner = parent;
  }
  return undefined;
}

/** Reads metadata of a class, or of a member of it, without that of its ancestors. */
export function readOwn<K extends MetadataKey>(
  key: K,
  target: object,
  member?: string | symbol,
): MetadataValues[K] | undefined {
  return Reflect.getOwnMetadata(key, target, member!);
}

/** Reads metadata of a class or an object, or of a member of it; all prototypes are asked. */
export function readInherited<K extends MetadataKey>(
  key: K,
  target: object,
  member?: string | symbol,
): MetadataValues[K] | undefined {
  return Reflect.getMetadata(key, target, member!);
}

function isOwner(value: unknown): value is Function {
  return typeof value === 'function' && value !== Function.prototype;
}
