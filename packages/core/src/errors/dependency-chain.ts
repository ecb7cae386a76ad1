import type { InjectionPoint } from '../container/injection-points.js';
import type { ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';

/** Draws a chain of dependencies: `A -> B -> C`. */
export function drawChain(chain: readonly ProviderRecord[]): string {
  return chain.map((record) => record.name).join(' -> ');
}

/**
 * Draws `UsersService (Config, ?, Db)`: the parameters of the provider, with a question mark for the one in question.
 */
export function drawParameters(
  record: ProviderRecord,
  points: readonly InjectionPoint[],
  place: InjectionPoint['place'],
): string {
  if (typeof place !== 'number') return `${record.name}.${String(place)}`;
  const names = points.map((point, index) => (index === place ? '?' : tokenName(point.token)));
  return `${record.name} (${names.join(', ')})`;
}

/** Describes the place of a dependency: `at index [1]`, or `for the property "db"`. */
export function placeOf(place: InjectionPoint['place']): string {
  return typeof place === 'number' ? `at index [${place}]` : `for the property "${String(place)}"`;
}

/** Describes the kind of a provider in front of its name: `the factory of`, `the alias`; empty for a class. */
export function kindOf(record: ProviderRecord): string {
  if (record.kind === 'factory') return 'the factory of';
  return record.kind === 'alias' ? 'the alias' : '';
}
