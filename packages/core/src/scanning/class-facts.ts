import {
  isController,
  OPTIONAL_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PROPERTY_DEPS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
  SYMBOL_METADATA,
  standardMetadataOf,
} from '@portico/common/internal';
import { TRANSPORT_METADATA } from './transport-metadata.js';

/**
 * Unusual facts about a class, as bits. Read once, so that no further metadata is read for the many classes that have
 * only emitted constructor types.
 */
export const ClassFacts = {
  None: 0,
  /** A parameter of the constructor has a decorator. */
  Declared: 1,
  /** Properties are injected. */
  Properties: 2,
  /** The class extends another one. */
  Extends: 4,
  /** The class has the transport that serves it in its metadata. */
  Transport: 8,
  /** The class is decorated as a controller. */
  Controller: 16,
} as const;

/** Reads the facts of a class and of its ancestors. */
export function classFacts(type: Function): number {
  const extending = Object.getPrototypeOf(type) !== Function.prototype;
  // A look-up of absent metadata searches the whole prototype chain, unless only the class is asked.
  const has = extending ? Reflect.hasMetadata : Reflect.hasOwnMetadata;
  let facts: number = extending ? ClassFacts.Extends : ClassFacts.None;
  if (has(SELF_DECLARED_DEPS_METADATA, type) || has(OPTIONAL_DEPS_METADATA, type)) facts |= ClassFacts.Declared;
  if (has(PROPERTY_DEPS_METADATA, type) || hasStandardMetadata(type, extending)) facts |= ClassFacts.Properties;
  if (has(TRANSPORT_METADATA, type)) facts |= ClassFacts.Transport;
  if (isController(type)) facts |= ClassFacts.Controller;
  return facts;
}

/**
 * Returns the emitted types of a constructor without other declarations; `undefined` if more metadata has to be read.
 */
export function emittedTypes(type: Function, facts: number): readonly unknown[] | undefined {
  if (facts & ~(ClassFacts.Transport | ClassFacts.Controller)) return undefined;
  const types: readonly unknown[] | undefined = Reflect.getOwnMetadata(PARAMTYPES_METADATA, type);
  const length = lengthOf(type);
  if (types === undefined) return length === 0 ? NO_TYPES : undefined;
  return types.length >= length ? types : undefined;
}

function hasStandardMetadata(type: Function, extending: boolean): boolean {
  return extending ? standardMetadataOf(type) !== undefined : Object.hasOwn(type, SYMBOL_METADATA);
}

/** Every class has its own shape: a plain property read would miss its inline cache, and fill it, for each of them. */
function lengthOf(type: Function): number {
  return Reflect.get(type, 'length');
}

const NO_TYPES: readonly unknown[] = [];
