import {
  ENHANCER_KEYS,
  OPTIONAL_DEPS_METADATA,
  OPTIONAL_PROPERTY_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PROPERTY_DEPS_METADATA,
  SCOPE_OPTIONS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
  SYMBOL_METADATA,
  standardMetadataOf,
} from '@portico/common/internal';
import { TRANSPORT_METADATA } from '../transports/transport.js';

/**
 * What stands on a class, as bits. The keys of its metadata are read once, because a look-up of metadata that is
 * not there walks the whole prototype chain, and most classes have little: of what is absent nothing is asked.
 */
export const ClassFacts = {
  None: 0,
  /** The compiler, or a list, named the constructor's parameters. */
  Types: 1,
  /** A decorator stands on a parameter. */
  Declared: 2,
  /** Properties are injected. */
  Properties: 4,
  Scope: 8,
  Transport: 16,
  /** The class extends another one. */
  Extends: 32,
  /** Guards, interceptors, pipes or filters stand on the class. */
  Enhancers: 64,
} as const;

const BITS = new Map<unknown, number>([
  [PARAMTYPES_METADATA, ClassFacts.Types],
  [SELF_DECLARED_DEPS_METADATA, ClassFacts.Declared],
  [OPTIONAL_DEPS_METADATA, ClassFacts.Declared],
  [PROPERTY_DEPS_METADATA, ClassFacts.Properties],
  [OPTIONAL_PROPERTY_DEPS_METADATA, ClassFacts.Properties],
  [SCOPE_OPTIONS_METADATA, ClassFacts.Scope],
  [TRANSPORT_METADATA, ClassFacts.Transport],
  ...Object.values(ENHANCER_KEYS).map((key): [string, number] => [key, ClassFacts.Enhancers]),
]);

/** Reads the facts of a class and of its ancestors. */
export function classFacts(type: Function): number {
  const extending = Object.getPrototypeOf(type) !== Function.prototype;
  const keys = (extending ? Reflect.getMetadataKeys(type) : Reflect.getOwnMetadataKeys(type)) as unknown[];
  let facts: number = extending ? ClassFacts.Extends : ClassFacts.None;
  for (let index = 0; index < keys.length; index++) facts |= BITS.get(keys[index]) ?? 0;
  // Every class has a shape of its own: a property read of what is absent would cost an inline cache miss each time.
  const standard = extending ? standardMetadataOf(type) !== undefined : Object.hasOwn(type, SYMBOL_METADATA);
  return standard ? facts | ClassFacts.Properties : facts;
}

/** The emitted types of a constructor about which nothing else is said; `undefined` when more has to be read. */
export function emittedTypes(type: Function, facts: number): readonly unknown[] | undefined {
  const known = facts & DECISIVE;
  if (known === ClassFacts.Types) {
    const types = Reflect.getOwnMetadata(PARAMTYPES_METADATA, type) as readonly unknown[];
    return types.length >= type.length ? types : undefined;
  }
  return known === ClassFacts.None && type.length === 0 ? NO_TYPES : undefined;
}

/** What decides how the dependencies of a class are read. */
const DECISIVE = ClassFacts.Types | ClassFacts.Declared | ClassFacts.Properties | ClassFacts.Extends;

const NO_TYPES: readonly unknown[] = [];
