import type { AreaName, Difference } from './area.js';

/** An intended difference, with its reason. All of them are listed in docs/moving-from-nestjs.md. */
export interface ExplainedDifference<Case = unknown> {
  readonly id: string;
  readonly area: AreaName;
  /** The situation in an application in which it is noticed. */
  readonly title: string;
  readonly portico: string;
  readonly reference: string;
  readonly reason: string;
  /** A section of the documents that says more, such as `http.md#versioning`. */
  readonly docs?: string;
  /**
   * Whether this is the cause of the difference in this case. It should match as few cases as possible. A difference with
   * neither this nor `without` is one that no generated case has, and that is tested elsewhere.
   */
  matches?(theCase: Case, difference: Difference): boolean;
  /**
   * The values of both sides without what this explains; the rest may have another explanation. Needed if several
   * differences appear in one value, such as a trace. Returns its arguments if this explains nothing of them.
   */
  without?(theCase: Case, difference: Difference): Seen;
}

/** What a difference is between. */
export type Seen = Pick<Difference, 'portico' | 'reference'>;
