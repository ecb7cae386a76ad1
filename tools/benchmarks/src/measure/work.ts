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

/** What each kind gave in one round. */
export type Round = ReadonlyMap<Kind, Sample>;

export interface Timing {
  /** Seconds of the subject's processor time before the measurement begins. */
  readonly warmUp: number;
  /** Seconds of the subject's processor time that are measured. */
  readonly duration: number;
}

/** A subject under a load that can be measured in slices. */
export interface Measurable {
  work(seconds: number): Promise<void>;
  measure(seconds: number): Promise<void>;
  pause(): void;
  resume(): void;
  finish(): Promise<Sample>;
  stop(): Promise<void>;
}

interface AnyWork {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly kinds: readonly Kind[];
  /** The subject that is measured as the base, if it is not the same subject of the base kind. */
  readonly baseName?: string;
}

/** A task of each kind of subject, measured in the same way. */
export interface SingleWork extends AnyWork {
  /** How often each kind is measured in a round, in turns; the medians count. Default: 1. */
  readonly samples?: number;
  measure(kind: Kind, timing: Timing): Promise<Sample>;
}

/** A load that each kind of subject is under; they are measured in turns. */
export interface LoadWork extends AnyWork {
  start(kind: Kind): Promise<Measurable>;
  /** How much longer than others the subjects warm up. Default: 1. */
  readonly warmUpFactor?: number;
}

export type Work = SingleWork | LoadWork;

export interface Suite {
  readonly name: string;
  readonly title: string;
  /** Whether the suite is measured only if it is named: it needs a program that is often not installed. */
  readonly isOptional?: boolean;
  readonly works: readonly Work[];
}
