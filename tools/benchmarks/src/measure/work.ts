import type { Kind } from './kinds.js';

/** How a figure is written: a rate per second, milliseconds, or bytes. */
export type Unit = 'per second' | 'ms' | 'bytes' | 'times';

export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  /** The kind by whose figures of the same round the others are divided. */
  readonly base: Kind;
}

/** One measurement of one subject: a value for each figure of the work. */
export type Sample = Readonly<Record<string, number>>;

export interface Timing {
  /** Seconds of the subject's processor time before the measurement begins. */
  readonly warmUp: number;
  /** Seconds of the subject's processor time that are measured. */
  readonly duration: number;
}

/** A task of each kind of subject, measured in the same way. */
export interface Work {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly kinds: readonly Kind[];
  /** The subject that is measured as the base, if it is not the same subject of the base kind. */
  readonly baseName?: string;
  measure(kind: Kind, timing: Timing): Promise<Sample>;
}

export interface Suite {
  readonly name: string;
  readonly title: string;
  /** Whether the suite is measured only if it is named: it needs a program that is often not installed. */
  readonly isOptional?: boolean;
  readonly works: readonly Work[];
}
