import { isForwardReference, readConstructorDependencies, readPropertyDependencies } from '@portico/common/internal';
import type { ProviderRecord } from './records.js';

/** The parameter's index, or the property's key. */
export type AskPlace = number | string | symbol;

/** One thing that a provider asks for. */
export interface Ask<TPlace extends AskPlace = AskPlace> {
  /** The token, with `forwardRef()` taken away. */
  readonly token: unknown;
  readonly optional: boolean;
  /** Whether it was asked for through `forwardRef()`. */
  readonly forward: boolean;
  /** Whether the compiler named it, a decorator or an `inject` list did, or nothing did. */
  readonly source: 'type' | 'declared' | 'missing';
  readonly place: TPlace;
}

const NOTHING: readonly never[] = [];

/** What the parameters of a constructor or of a factory ask for. */
export function parameterAsks(record: ProviderRecord): readonly Ask<number>[] {
  if (record.kind === 'class') return constructorAsks(record.metatype!);
  const { inject } = record;
  if (inject === null || inject.length === 0) return NOTHING;
  return inject.map((entry, place) => {
    const optional = isOptionalDependency(entry);
    return toAsk(optional ? entry.token : entry, optional && entry.optional === true, 'declared', place);
  });
}

/** What the properties of a class ask for. */
export function propertyAsks(record: ProviderRecord): readonly Ask<string | symbol>[] {
  if (record.kind !== 'class') return NOTHING;
  const properties = readPropertyDependencies(record.metatype!);
  if (properties.length === 0) return NOTHING;
  return properties.map(({ key, token, optional, source }) => toAsk(token, optional, source, key));
}

function constructorAsks(type: Function): readonly Ask<number>[] {
  const { tokens, optional, sources } = readConstructorDependencies(type);
  if (tokens.length === 0) return NOTHING;
  return tokens.map((token, index) => toAsk(token, optional[index] === true, sources[index] ?? 'missing', index));
}

function toAsk<TPlace extends AskPlace>(
  token: unknown,
  optional: boolean,
  source: Ask['source'],
  place: TPlace,
): Ask<TPlace> {
  const forward = isForwardReference(token);
  return { token: forward ? token.forwardRef() : token, optional, forward, source, place };
}

function isOptionalDependency(entry: unknown): entry is { token: unknown; optional: boolean } {
  return typeof entry === 'object' && entry !== null && 'token' in entry;
}
