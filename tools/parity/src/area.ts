import type { Arbitrary } from 'fast-check';
import type { Kit } from './kit.js';
import type { Platform, SubjectName } from './subjects.js';

/** A place in the observations of one case where a subject differs from the reference. */
export interface Difference {
  /** Where in the observation: `requests.0.status`. Facts of one kind have paths of one form. */
  readonly path: string;
  /** The Portico subject that differs. */
  readonly subject: SubjectName;
  readonly portico: unknown;
  readonly reference: unknown;
  /** The values on the other platforms of the reference, if the Portico subjects agree: one of these is accepted, too. */
  readonly alternatives?: readonly unknown[];
  /** What surrounds it on both sides, if the area sets it: the events of its request or step, the answers of its application. */
  readonly traces?: { readonly portico: readonly string[]; readonly reference: readonly string[] };
}

/** A part of the framework for which applications are generated. Cases and observations are plain JSON data. */
export interface Area<Case = unknown, Observation = unknown> {
  readonly name: AreaName;
  readonly subjects: readonly SubjectName[];
  readonly arbitrary: Arbitrary<Case>;
  /** Compares the observations. Called only if every subject has returned one. */
  compare(theCase: Case, observations: ReadonlyMap<SubjectName, Observation>): Difference[];
  /** Whether what Portico shows is a fault whatever the reference shows. `compare()` finds it, too. */
  isFault?(theCase: Case, difference: Difference): boolean;
  /** The case as a short program that a reader of the NestJS documents understands. */
  print(theCase: Case): string;
  /** How many requests or messages the case sends to one subject. */
  countRequests(theCase: Case): number;
}

export type AreaName = 'http' | 'gateways' | 'container';

/** What `src/<area>/run-case.ts` exports as `runCase`: in the child process, builds the application and tests it. */
export type RunCase<Case = unknown, Observation = unknown> = (
  kit: Kit,
  platform: Platform,
  theCase: Case,
) => Promise<Observation>;
