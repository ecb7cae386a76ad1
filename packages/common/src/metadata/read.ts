import 'reflect-metadata';

/**
 * Reads metadata of a class or an ancestor, or of the function of a method. `Reflect.getMetadata` also asks the
 * prototypes of all functions and objects: three lookups if the metadata is absent, and most of it is.
 *
 * @param property if the metadata belongs to a method or a property of the class
 */
export function readFact(key: string, target: object, property?: string | symbol): unknown {
  for (let owner: unknown = target; isOwner(owner); ) {
    const fact: unknown = Reflect.getOwnMetadata(key, owner, property as string);
    if (fact !== undefined) return fact;
    const parent: unknown = Object.getPrototypeOf(owner);
    // `undefined` on a class overrides the value of its ancestors.
    if (!isOwner(parent) || Reflect.hasOwnMetadata(key, owner, property as string)) return undefined;
    owner = parent;
  }
  return undefined;
}

function isOwner(value: unknown): value is Function {
  return typeof value === 'function' && value !== Function.prototype;
}
