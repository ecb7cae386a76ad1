import type { Kind } from './kinds.js';
import { measureInTurns } from './measure-in-turns.js';
import { spread } from './statistics.js';
import { countStolenTime } from './stolen-time.js';
import type { Round, Sample, Timing, Work } from './work.js';

export interface WorkResult {
  readonly work: Work;
  readonly rounds: readonly Round[];
  /** Why a kind has no figures. */
  readonly failures: ReadonlyMap<Kind, Error>;
  /** The largest share of the processor time (0 to 1) that the host gave to others in a round. */
  readonly stolen: number;
}

/** More stolen time than this changes the ratios: what one subject lost, the next one did not. */
export const TOLERATED_SHARE = 0.03;

export interface RoundOptions {
  /** How often a round is measured again if the host took processor time away meanwhile (default: 0). */
  readonly repeats?: number;
  readonly countStolen?: typeof countStolenTime;
}

/**
 * Measures the kinds round by round; a different kind begins in each round. A kind that fails is left out of
 * the following rounds and does not stop the others. Of a round that is repeated, the least disturbed measurement counts.
 */
export async function measureRounds(
  work: Work,
  selected: readonly Kind[],
  count: number,
  timing: Timing,
  { repeats = 0, countStolen = countStolenTime }: RoundOptions = {},
): Promise<WorkResult> {
  const rounds: Round[] = [];
  const failures = new Map<Kind, Error>();
  const taking = work.kinds.filter((kind) => selected.includes(kind));
  let stolen = 0;
  for (let index = 0; index < count; index++) {
    const measure = async () => {
      const stolenShare = countStolen();
      const round = await measureRound(work, rotate(taking, index), timing, failures);
      return { round, share: stolenShare() };
    };
    let best = await measure();
    for (let left = repeats; left > 0 && best.share > TOLERATED_SHARE; left--) {
      const next = await measure();
      if (next.share < best.share) best = next;
    }
    rounds.push(best.round);
    stolen = Math.max(stolen, best.share);
  }
  return { work, rounds, failures, stolen };
}

async function measureRound(
  work: Work,
  order: readonly Kind[],
  timing: Timing,
  failures: Map<Kind, Error>,
): Promise<Round> {
  const taking = order.filter((kind) => !failures.has(kind));
  if ('start' in work) {
    const { warmUp, duration } = timing;
    const longer = { warmUp: warmUp * (work.warmUpFactor ?? 1), duration };
    return measureInTurns(taking, (kind) => work.start(kind), longer, failures);
  }
  const samples = new Map<Kind, Sample[]>(taking.map((kind) => [kind, []]));
  for (let index = 0; index < (work.samples ?? 1); index++) {
    for (const kind of taking) {
      if (failures.has(kind)) continue;
      try {
        samples.get(kind)!.push(await work.measure(kind, timing));
      } catch (error) {
        failures.set(kind, error as Error);
        samples.delete(kind);
      }
    }
  }
  return new Map([...samples].map(([kind, of]) => [kind, medians(of)]));
}

/** The median of each figure. */
function medians(samples: readonly Sample[]): Sample {
  const names = Object.keys(samples[0]!);
  return Object.fromEntries(names.map((name) => [name, spread(samples.map((sample) => sample[name]!)).median]));
}

function rotate<T>(values: readonly T[], by: number): readonly T[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
