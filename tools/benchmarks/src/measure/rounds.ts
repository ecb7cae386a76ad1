import type { Kind } from './kinds.js';
import type { Sample, Timing, Work } from './work.js';

/** What each kind gave in one round. */
export type Round = ReadonlyMap<Kind, Sample>;

export interface WorkResult {
  readonly work: Work;
  readonly rounds: readonly Round[];
  /** Why a kind has no figures. */
  readonly failures: ReadonlyMap<Kind, Error>;
}

/**
 * Measures the kinds in turn, round by round; who begins changes from round to round. A kind that fails is left
 * out of the rounds that follow and does not stop the others.
 */
export async function measureRounds(
  work: Work,
  selected: readonly Kind[],
  count: number,
  timing: Timing,
): Promise<WorkResult> {
  const rounds: Round[] = [];
  const failures = new Map<Kind, Error>();
  const taking = work.kinds.filter((kind) => selected.includes(kind));
  for (let index = 0; index < count; index++) {
    const round = new Map<Kind, Sample>();
    for (const kind of rotate(taking, index)) {
      if (failures.has(kind)) continue;
      try {
        round.set(kind, await work.measure(kind, timing));
      } catch (error) {
        failures.set(kind, error as Error);
      }
    }
    rounds.push(round);
  }
  return { work, rounds, failures };
}

function rotate<T>(values: readonly T[], by: number): readonly T[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
