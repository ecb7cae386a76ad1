import type { AreaName } from './area.js';

/** From the parent: run a case. One at a time. */
export interface Question {
  readonly id: number;
  readonly area: AreaName;
  readonly theCase: unknown;
}

/** From the child: the observation, or the error that `runCase` itself threw. The answer with id 0 means that it is ready. */
export interface Answer {
  readonly id: number;
  readonly observation?: unknown;
  readonly error?: string;
}

/** What a subject sends once in a second, as long as its event loop is not blocked. */
export const ALIVE = 'alive';
