import 'reflect-metadata';
import {
  OPTIONAL_DEPS_METADATA,
  OPTIONAL_PROPERTY_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PROPERTY_DEPS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
} from './keys.js';
import { readInherited, readOwn } from './read.js';
import { standardMetadataOf } from './symbol-metadata.js';
import type { PropertyRecord } from './values.js';

/** `type`: emitted by the compiler; `declared`: named by a decorator; `missing`: unknown. */
export type DependencySource = 'type' | 'declared' | 'missing';

/** The dependencies of a constructor, one entry per parameter. */
export interface ConstructorDependencies {
  /** The tokens. If one is `undefined`, `sources` has the reason. */
  readonly tokens: readonly unknown[];
  readonly optional: readonly boolean[];
  readonly sources: readonly DependencySource[];
  /** The class that declares them: the class itself or an ancestor; `undefined` if none does. */
  readonly owner: Function | undefined;
}

/** The dependency of a property. */
export interface PropertyDependency {
  readonly key: string | symbol;
  readonly token: unknown;
  readonly optional: boolean;
  readonly source: DependencySource;
}

/** The key under which standard field decorators store their records in the metadata object of the class. */
export const STANDARD_PROPERTY_DEPS: unique symbol = Symbol.for('portico.property-dependencies');
export const STANDARD_OPTIONAL_PROPERTIES: unique symbol = Symbol.for('portico.optional-properties');

/** What `appendStandard()` keeps in the metadata object of a class. */
interface StandardDependencies {
  readonly [STANDARD_PROPERTY_DEPS]?: readonly PropertyRecord[];
  readonly [STANDARD_OPTIONAL_PROPERTIES]?: readonly (string | symbol)[];
}

/**
 * The dependencies of a constructor. Types, `@Inject` and `@Optional` are taken from the nearest class of the chain
 * that has any of them, so that a subclass with its own constructor does not inherit indexes of its parent.
 */
export function readConstructorDependencies(type: Function): ConstructorDependencies {
  const owner = declaringClass(type);
  if (!owner) return { tokens: [], optional: [], sources: [], owner: undefined };

  const types = readOwn(PARAMTYPES_METADATA, owner);
  const named = readOwn(SELF_DECLARED_DEPS_METADATA, owner) ?? [];
  const optionals = readOwn(OPTIONAL_DEPS_METADATA, owner) ?? [];

  const length = Math.max(types?.length ?? 0, owner.length, ...named.map((record) => record.index + 1), 0);
  const tokens: unknown[] = new Array(length);
  const sources: DependencySource[] = new Array(length);
  const optional: boolean[] = new Array(length);
  for (let index = 0; index < length; index += 1) {
    const known = types !== undefined && index < types.length;
    tokens[index] = known ? types[index] : undefined;
    sources[index] = known ? 'type' : 'missing';
    optional[index] = optionals.includes(index);
  }
  for (const { index, param } of named) {
    tokens[index] = param;
    sources[index] = 'declared';
  }
  return { tokens, optional, sources, owner };
}

function declaringClass(type: Function): Function | undefined {
  for (
    let current: Function | null = type;
    current && current !== Function.prototype;
    current = Object.getPrototypeOf(current)
  ) {
    if (
      Reflect.hasOwnMetadata(PARAMTYPES_METADATA, current) ||
      Reflect.hasOwnMetadata(SELF_DECLARED_DEPS_METADATA, current)
    ) {
      return current;
    }
  }
  return undefined;
}

/** The injected properties of a class and of its ancestors; the nearest declaration of a property is used. */
export function readPropertyDependencies(type: Function): PropertyDependency[] {
  const records = readInherited(PROPERTY_DEPS_METADATA, type) ?? [];
  const optionals = readInherited(OPTIONAL_PROPERTY_DEPS_METADATA, type) ?? [];
  const standard: StandardDependencies | undefined = standardMetadataOf(type);
  const standardRecords = standard?.[STANDARD_PROPERTY_DEPS] ?? [];
  const standardOptionals = standard?.[STANDARD_OPTIONAL_PROPERTIES] ?? [];
  if (records.length === 0 && standardRecords.length === 0) return [];

  const byKey = new Map<string | symbol, PropertyDependency>();
  for (const record of [...records, ...standardRecords]) {
    byKey.set(record.key, {
      key: record.key,
      token: record.type,
      optional: optionals.includes(record.key) || standardOptionals.includes(record.key),
      source: record.untyped ? 'missing' : 'declared',
    });
  }
  return [...byKey.values()];
}

/** Appends to a list in a standard metadata object; the list of an ancestor is copied, not shared. */
export function appendStandard(metadata: Record<PropertyKey, unknown>, key: symbol, value: unknown): void {
  const before = metadata[key];
  metadata[key] = Array.isArray(before) ? [...before, value] : [value];
}
