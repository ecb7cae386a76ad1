import {
  OPTIONAL_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PROPERTY_DEPS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
  SYMBOL_METADATA,
  standardMetadataOf,
} from '@portico/common/internal';
import { TRANSPORT_METADATA } from './transport-metadata.js';

/**
 * What stands on a class beside the usual, as bits; read once, so that nothing more is asked of the many classes of which
 * only the constructor's types are known.
 */
export const ClassFacts = {
  None: 0,
  /** A decorator stands on a parameter of the constructor. */
  Declared: 1,
  /** Properties are injected. */
  Properties: 2,
  /** The class extends another one. */
  Extends: 4,
  /** The class carries the transport that serves it. */
  Transport: 8,
} as const;

/** Reads the facts of a class and of its ancestors. */
export function classFacts(type: Function): number {
  const extending = Object.getPrototypeOf(type) !== Function.prototype;
  // A look-up of metadata that is not there walks the whole chain unless it is asked of the class alone.
  const has = extending ? Reflect.hasMetadata : Reflect.hasOwnMetadata;
  let facts: number = extending ? ClassFacts.Extends : ClassFacts.None;
  if (has(SELF_DECLARED_DEPS_METADATA, type) || has(OPTIONAL_DEPS_METADATA, type)) facts |= ClassFacts.Declared;
  if (has(PROPERTY_DEPS_METADATA, type) || hasStandardMetadata(type, extending)) facts |= ClassFacts.Properties;
  if (has(TRANSPORT_METADATA, type)) facts |= ClassFacts.Transport;
  return facts;
}

/** The emitted types of a constructor about which nothing else is said; `undefined` when more has to be read. */
export function emittedTypes(type: Function, facts: number): readonly unknown[] | undefined {
  if (facts & ~ClassFacts.Transport) return undefined;
  const types: readonly unknown[] | undefined = Reflect.getOwnMetadata(PARAMTYPES_METADATA, type);
  const length = lengthOf(type);
  if (types === undefined) return length === 0 ? NO_TYPES : undefined;
  return types.length >= length ? types : undefined;
}

function hasStandardMetadata(type: Function, extending: boolean): boolean {
  return extending ? standardMetadataOf(type) !== undefined : Object.hasOwn(type, SYMBOL_METADATA);
}

/** Every class has a shape of its own: a plain property read would miss its inline cache, and fill it, for each of them. */
function lengthOf(type: Function): number {
  return Reflect.get(type, 'length');
}

const NO_TYPES: readonly unknown[] = [];
