import 'reflect-metadata';
import { SYMBOL_METADATA } from './symbol-metadata.js';

/**
 * The function that each method of a class was when it was last decorated, by what the decorators of a class share: its
 * metadata object with standard decorators, its prototype with legacy ones.
 */
const decoratedMethods = new WeakMap<object, Map<string | symbol, object>>();

/**
 * Copies the metadata of a method to the function by which a decorator in between has replaced it: metadata of a method
 * belongs to its function, and a guard must not be lost with it. Called by every decorator of a method.
 *
 * @param owner the metadata object of the class, or its prototype
 */
export function carryMetadata(method: object, owner: object | undefined, name: string | symbol | undefined): void {
  if (owner === undefined || name === undefined) return;
  const methods = decoratedMethods.get(owner) ?? new Map<string | symbol, object>();
  decoratedMethods.set(owner, methods);
  copyMetadata(methods.get(name), method);
  methods.set(name, method);
}

/**
 * Does the same for methods whose uppermost decorator has replaced them, also inherited ones: a class without decorators
 * of its own has none that could do it. Called by every decorator of a class.
 *
 * @param metadata of a standard decorator, whose class does not have it yet
 */
export function carryMetadataOfMethods(type: object, metadata?: object): void {
  const own: object | undefined = metadata ?? Object.getOwnPropertyDescriptor(type, SYMBOL_METADATA)?.value;
  const prototype: unknown = Object.getOwnPropertyDescriptor(type, 'prototype')?.value;
  if (typeof prototype !== 'object' || prototype === null) return;
  for (const owner of own ? [own, prototype] : [prototype]) carryUppermost(decoratedMethods.get(owner), prototype);
  carryMetadataOfMethods(Object.getPrototypeOf(type));
}

function carryUppermost(methods: ReadonlyMap<string | symbol, object> | undefined, prototype: object): void {
  if (methods === undefined) return;
  for (const [name, method] of methods) {
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
