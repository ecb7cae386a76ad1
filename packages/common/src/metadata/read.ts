import 'reflect-metadata';

/**
 * What stands on a class or on an ancestor of it, or on the function of a method. `Reflect.getMetadata` would ask the
 * prototypes of all functions and of all objects too: three look-ups for a fact that is not there, and most are not.
 *
 * @param property where the fact belongs to a method or a property of the class
 */
export function readFact(key: string, target: object, property?: string | symbol): unknown {
  for (
    let owner: unknown = target;
    typeof owner === 'function' && owner !== Function.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    const fact: unknown = Reflect.getOwnMetadata(key, owner, property as string);
    if (fact !== undefined) return fact;
  }
  return undefined;
}
