import {
  isStandardContext,
  rejectUnreachableProperty,
  type StandardContext,
  standardMetadataOf,
} from '@portico/common/internal';

/** The second argument of a property decorator, legacy or standard. */
export type PropertyOrContext = string | symbol | undefined | StandardContext;

/** Adds a property to a list in the metadata of its class, in either dialect. */
export function markProperty(
  decorator: string,
  list: string,
  target: object | undefined,
  property: PropertyOrContext,
): void {
  if (isStandardContext(property)) {
    rejectUnreachableProperty(decorator, property);
    const metadata = property.metadata!;
    metadata[list] = [...keysOf(metadata[list]), property.name];
  } else {
    Reflect.defineMetadata(list, [...keysOf(Reflect.getMetadata(list, target!)), property], target!);
  }
}

/** Returns the marked properties of a class, its ancestors' included. */
export function markedProperties(list: string, type: Function): readonly PropertyKey[] {
  const legacy = keysOf(Reflect.getMetadata(list, type.prototype));
  return [...new Set([...legacy, ...keysOf(standardMetadataOf(type)?.[list])])];
}

function keysOf(value: unknown): readonly PropertyKey[] {
  return Array.isArray(value) ? value : [];
}
