import { isForwardReference, readConstructorDependencies, readPropertyDependencies } from '@portico/common/internal';
import type { ProviderRecord } from './records.js';

/** The parameter's index, or the property's key. */
export type InjectionPlace = number | string | symbol;

/** A dependency that a provider declares. */
export interface InjectionPoint<TPlace extends InjectionPlace = InjectionPlace> {
  /** The token, or the target of `forwardRef()`. */
  readonly token: unknown;
  readonly optional: boolean;
  /** Whether it is declared with `forwardRef()`. */
  readonly forward: boolean;
  /** Whether the compiler emitted it, a decorator or an `inject` list declares it, or it is missing. */
  readonly source: 'type' | 'declared' | 'missing';
  readonly place: TPlace;
}

const NOTHING: readonly never[] = [];

/** Returns the injection points of the parameters of a constructor or of a factory. */
export function parameterPoints(record: ProviderRecord): readonly InjectionPoint<number>[] {
  if (record.kind === 'class') return constructorPoints(record.metatype!);
  const { inject } = record;
  if (inject === null || inject.length === 0) return NOTHING;
  return inject.map((entry, place) => {
    const optional = isOptionalDependency(entry);
    return toPoint(optional ? entry.token : entry, optional && entry.optional === true, 'declared', place);
  });
}

/** Returns the injection points of the properties of a class. */
export function propertyPoints(record: ProviderRecord): readonly InjectionPoint<string | symbol>[] {
  if (record.kind !== 'class') return NOTHING;
  const properties = readPropertyDependencies(record.metatype!);
  if (properties.length === 0) return NOTHING;
  return properties.map(({ key, token, optional, source }) => toPoint(token, optional, source, key));
}

function constructorPoints(type: Function): readonly InjectionPoint<number>[] {
  const { tokens, optional, sources } = readConstructorDependencies(type);
  if (tokens.length === 0) return NOTHING;
  return tokens.map((token, index) => toPoint(token, optional[index] === true, sources[index] ?? 'missing', index));
}

function toPoint<TPlace extends InjectionPlace>(
  token: unknown,
  optional: boolean,
  source: InjectionPoint['source'],
  place: TPlace,
): InjectionPoint<TPlace> {
  const forward = isForwardReference(token);
  return { token: forward ? token.forwardRef() : token, optional, forward, source, place };
}

function isOptionalDependency(entry: unknown): entry is { token: unknown; optional: boolean } {
  return typeof entry === 'object' && entry !== null && 'token' in entry;
}
