import type { Kind } from './kinds.js';
import type { WorkResult } from './rounds.js';
import { type Spread, spread } from './statistics.js';
import type { Figure, Round } from './work.js';

/** The values of one kind, one per round in which it was measured. */
export function values(result: WorkResult, figure: Figure, kind: Kind): Spread | undefined {
  return spreadOf(result.rounds.map((round) => round.get(kind)?.[figure.name]));
}

/** A kind divided by the figure's base, each pair from the same round. */
export function ratios(result: WorkResult, figure: Figure, kind: Kind): Spread | undefined {
  return spreadOf(result.rounds.map((round) => ratioIn(round, figure, kind)));
}

function ratioIn(round: Round, figure: Figure, kind: Kind): number | undefined {
  const own = round.get(kind)?.[figure.name];
  const base = round.get(figure.base)?.[figure.name];
  return own === undefined || base === undefined ? undefined : own / base;
}

function spreadOf(candidates: readonly (number | undefined)[]): Spread | undefined {
  const found = candidates.filter((value) => value !== undefined);
  return found.length > 0 ? spread(found) : undefined;
}
