import 'reflect-metadata';

/**
 * What stands on a class or on an ancestor of it, or on the function of a method. `Reflect.getMetadata` would ask the
 * prototypes of all functions and of all objects too: three look-ups for a fact that is not there, and most are not.
 *
 * @param property where the fact belongs to a method or a property of the class
 */
export function readFact(key: string, target: object, property?: string | symbol): unknown {
  for (let owner: unknown = target; isOwner(owner); ) {
    const fact: unknown = Reflect.getOwnMetadata(key, owner, property as string);
    if (fact !== undefined) return fact;
    const parent: unknown = Object.getPrototypeOf(owner);
    // A class that was told `undefined` takes back what its ancestors say.
    if (!isOwner(parent) || Reflect.hasOwnMetadata(key, owner, property as string)) return undefined;
    owner = parent;
  }
  return undefined;
}

function isOwner(value: unknown): value is Function {
  return typeof value === 'function' && value !== Function.prototype;
}
