import type { Ask } from '../container/asks.js';
import type { ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';

/** `A -> B -> C`. */
export function drawChain(chain: readonly ProviderRecord[]): string {
  return chain.map((record) => record.name).join(' -> ');
}

/** `UsersService (Config, ?, Db)`: the parameters of the provider, with a question mark for the one in question. */
export function drawParameters(record: ProviderRecord, asks: readonly Ask[], place: Ask['place']): string {
  if (typeof place !== 'number') return `${record.name}.${String(place)}`;
  const names = asks.map((ask, index) => (index === place ? '?' : tokenName(ask.token)));
  return `${record.name} (${names.join(', ')})`;
}

/** `at index [1]`, or `for the property "db"`. */
export function placeOf(place: Ask['place']): string {
  return typeof place === 'number' ? `at index [${place}]` : `for the property "${String(place)}"`;
}

/** The entry of the constructor or of the list that has the parameter. */
export function kindOf(record: ProviderRecord): string {
  if (record.kind === 'factory') return 'the factory of';
  return record.kind === 'alias' ? 'the alias' : '';
}
