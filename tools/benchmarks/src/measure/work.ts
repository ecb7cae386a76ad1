import type { Kind } from './kinds.js';

/** How a figure is written: a rate per second, milliseconds, or bytes. */
export type Unit = 'per second' | 'ms' | 'bytes' | 'times';

export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  /** Whom the others are divided by, in the same round. */
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

/** Something that every kind of subject does and that is measured alike. */
export interface Work {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly kinds: readonly Kind[];
  /** What is measured as the base, if it is not the base kind of the figures itself. */
  readonly baseName?: string;
  measure(kind: Kind, timing: Timing): Promise<Sample>;
}

export interface Suite {
  readonly name: string;
  readonly title: string;
  /** Whether the suite is measured only if it is named: it needs a program that few machines have. */
  readonly isOptional?: boolean;
  readonly works: readonly Work[];
}
