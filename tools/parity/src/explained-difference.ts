import type { AreaName, Difference } from './area.js';

/** A difference that stays, with its reason. All of them are listed in docs/moving-from-nestjs.md. */
export interface ExplainedDifference<Case = unknown> {
  readonly id: string;
  readonly area: AreaName;
  /** What an application does that shows it. */
  readonly title: string;
  readonly portico: string;
  readonly reference: string;
  readonly reason: string;
  /** A section of the documents that says more, such as `http.md#versioning`. */
  readonly docs?: string;
  /** Whether this is what the difference in this case comes from. As narrow as can be told. */
  matches?(theCase: Case, difference: Difference): boolean;
  /**
   * What was seen on both, without what this explains; the rest may have another explanation. For what comes together
   * with other differences, such as in one trace. Returns what it was given if this explains nothing of it.
   */
  without?(theCase: Case, difference: Difference): Seen;
}

/** What a difference is between. */
export type Seen = Pick<Difference, 'portico' | 'reference'>;
