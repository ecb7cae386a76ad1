import 'reflect-metadata';
import type { Type } from '../contracts/injection/type.js';
import type { StandardSchemaV1 } from '../contracts/libraries/standard-schema.js';
import type { PipeTransform } from '../contracts/pipeline/pipe-transform.js';
import type { CustomParamFactory } from '../contracts/routing/route-parameters.js';
import {
  CUSTOM_ROUTE_ARGS_METADATA,
  METHOD_CARRIER_METADATA,
  PARAMTYPES_METADATA,
  ROUTE_ARGS_METADATA,
} from './keys.js';
import { readFact, readInherited, readOwn } from './read.js';
import type { MetadataKey, MetadataValues, ParameterMetadata } from './values.js';

export type { ParameterMetadata };

/** A decorated parameter, as returned by the readers. */
export interface ParameterDeclaration {
  readonly index: number;
  /** The {@link RouteParamtypes} number, or `undefined` for a custom decorator. */
  readonly paramtype: number | undefined;
  /** The factory of a custom decorator; `undefined` for built-in ones. */
  readonly factory: CustomParamFactory | undefined;
  readonly data: unknown;
  readonly pipes: readonly (Type<PipeTransform> | PipeTransform)[];
  readonly schema: StandardSchemaV1 | undefined;
  /** The emitted type of the parameter, if there is one. */
  readonly metatype: Type | undefined;
}

/** Adds a built-in parameter to a method of `owner`. */
export function addParameter(
  owner: object,
  methodName: string | symbol,
  paramtype: number,
  metadata: ParameterMetadata,
): void {
  writeParameter(owner, methodName, `${paramtype}:${metadata.index}`, metadata);
}

/** Adds a parameter whose value a factory returns. */
export function addCustomParameter(
  owner: object,
  methodName: string | symbol,
  uid: string,
  metadata: ParameterMetadata & { readonly factory: CustomParamFactory },
): void {
  writeParameter(owner, methodName, `${uid}${CUSTOM_ROUTE_ARGS_METADATA}:${metadata.index}`, metadata);
}

/** A declaration of a subclass replaces those of its ancestors at the same index. */
function writeParameter(owner: object, methodName: string | symbol, key: string, metadata: ParameterMetadata): void {
  const inherited = inheritedParameters(owner, methodName);
  const before = readOwn(ROUTE_ARGS_METADATA, owner, methodName) ?? inherited;
  const after: Record<string, ParameterMetadata> = {};
  for (const [name, record] of Object.entries(before ?? {})) {
    if (record.index !== metadata.index || inherited?.[name] !== record) after[name] = record;
  }
  after[key] = metadata;
  Reflect.defineMetadata(ROUTE_ARGS_METADATA, after, owner, methodName);
}

function inheritedParameters(
  owner: object,
  methodName: string | symbol,
): Record<string, ParameterMetadata> | undefined {
  const parent: object | null = Object.getPrototypeOf(owner);
  return parent ? readInherited(ROUTE_ARGS_METADATA, parent, methodName) : undefined;
}

/**
 * The decorated parameters of a method, in the order of their indexes, in either dialect; empty if nothing is
 * decorated.
 */
export function readParameterRecords(type: Function, methodName: string | symbol): ParameterDeclaration[] {
  const raw = rawParameters(type, methodName);
  if (!raw) return [];
  const types = readParameterTypes(type, methodName);
  const declarations: ParameterDeclaration[] = [];
  for (const key of Object.keys(raw)) {
    const record = raw[key]!;
    declarations.push({
      index: record.index,
      paramtype: key.includes(CUSTOM_ROUTE_ARGS_METADATA) ? undefined : Number.parseInt(key, 10),
      factory: record.factory,
      data: record.data,
      pipes: record.pipes ?? [],
      schema: record.schema,
      metatype: types?.[record.index],
    });
  }
  return declarations.sort((a, b) => a.index - b.index);
}

/** The emitted types of a method's parameters; `undefined` if the compiler emitted none. */
export function readParameterTypes(type: Function, methodName: string | symbol): readonly Type[] | undefined {
  const prototype: object | undefined = type.prototype;
  return prototype ? readInherited(PARAMTYPES_METADATA, prototype, methodName) : undefined;
}

/** Metadata of `(class, method name)`, in either dialect. */
export function readMethodFact<K extends MetadataKey>(
  key: K,
  type: Function,
  methodName: string | symbol,
): MetadataValues[K] | undefined;
export function readMethodFact(key: string, type: Function, methodName: string | symbol): unknown;
export function readMethodFact(key: string, type: Function, methodName: string | symbol): unknown {
  const prototype: object | undefined = type.prototype;
  return (
    carriedBy(prototype, key, methodName) ??
    readFact(key, type, methodName) ??
    carriedByParent(prototype, key, methodName)
  );
}

function carriedBy(prototype: object | undefined, key: string, methodName: string | symbol): unknown {
  const method: unknown = prototype && Reflect.get(prototype, methodName);
  const carrier = typeof method === 'function' ? readOwn(METHOD_CARRIER_METADATA, method) : undefined;
  return carrier && Reflect.getOwnMetadata(key, carrier, methodName);
}

/** As in the legacy dialect, the parameters of a method remain decorated if a subclass overrides it. */
function carriedByParent(prototype: object | undefined, key: string, methodName: string | symbol): unknown {
  const parent: object | null | undefined = prototype && Object.getPrototypeOf(prototype);
  return parent ? (carriedBy(parent, key, methodName) ?? carriedByParent(parent, key, methodName)) : undefined;
}

function rawParameters(type: Function, methodName: string | symbol): Record<string, ParameterMetadata> | undefined {
  return readMethodFact(ROUTE_ARGS_METADATA, type, methodName);
}

/**
 * Represents the class of a method in a standard decorator: parameter decorators write their metadata to it instead
 * of the class, and the readers find it through the function.
 */
export function methodCarrier(method: object): Function {
  const existing = readOwn(METHOD_CARRIER_METADATA, method);
  if (existing) return existing;
  const carrier = class MethodCarrier {};
  Reflect.defineMetadata(METHOD_CARRIER_METADATA, carrier, method);
  return carrier;
}
