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
  copyMetadata(methods.get(name), method);
  methods.set(name, method);
}

/** Does the same for methods whose uppermost decorator has replaced them. Called by every decorator of a class. */
export function carryMetadataOfMethods(type: object, metadata: object | undefined): void {
  const prototype: unknown = Reflect.get(type, 'prototype');
  if (!metadata || typeof prototype !== 'object' || prototype === null) return;
  for (const [name, method] of methodsOf(metadata)) {
    const last: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    if (typeof last === 'function') copyMetadata(method, last);
  }
}

function copyMetadata(from: object | undefined, to: object): void {
  if (from === undefined || from === to) return;
  for (const key of Reflect.getOwnMetadataKeys(from)) {
    if (!Reflect.hasOwnMetadata(key, to)) Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, from), to);
  }
}

function methodsOf(metadata: object): Map<string | symbol, object> {
  const known = decoratedMethods.get(metadata);
  if (known) return known;
  const methods = new Map<string | symbol, object>();
  decoratedMethods.set(metadata, methods);
  return methods;
}
