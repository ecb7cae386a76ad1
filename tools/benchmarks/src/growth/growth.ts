import type { Timing } from '../measure/work.js';

/** How the cost of one thing grows with the number of another. */
export interface Growth {
  /** The name of its picture. */
  readonly name: string;
  /** What there is more and more of. */
  readonly of: string;
  /** What is counted, for each. */
  readonly cost: string;
  readonly unit: 'µs' | 'bytes' | 'ms';
  readonly steps: readonly number[];
  /** @returns the cost of one at this step */
  measure(step: number, timing: Timing): Promise<number>;
}

export interface GrowthResult {
  readonly growth: Growth;
  /** The median of the rounds, for each step. */
  readonly costs: readonly number[];
}

/** How much more one costs at the last step than at the first; 1 is linear growth. */
export function factorOf({ costs }: GrowthResult): number {
  return (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN);
}
