import 'reflect-metadata';

/** The context of a standard decorator of a method. */
interface MethodContext {
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly metadata?: Record<PropertyKey, unknown>;
}

/** By the metadata object of a class: the function that each of its methods was when it was last decorated. */
const decoratedMethods = new WeakMap<object, Map<string | symbol, object>>();

/**
 * Copies the metadata of a method to the function by which a standard decorator in between has replaced it: metadata of
 * a method belongs to its function. Called by every decorator of a method.
 */
export function carryMetadata(method: object, { metadata, name, static: isStatic }: MethodContext): void {
  if (!metadata || name === undefined || isStatic) return;
  const methods = methodsOf(metadata);
  const before = methods.get(name);
  methods.set(name, method);
  if (before === undefined || before === method) return;
  for (const key of Reflect.getOwnMetadataKeys(before)) {
    if (!Reflect.hasOwnMetadata(key, method)) Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, before), method);
  }
}

function methodsOf(metadata: object): Map<string | symbol, object> {
  const known = decoratedMethods.get(metadata);
  if (known) return known;
  const methods = new Map<string | symbol, object>();
  decoratedMethods.set(metadata, methods);
  return methods;
}
