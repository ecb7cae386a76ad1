import type { AreaName } from './area.js';

/** From the parent: run a case. One at a time. */
export interface Question {
  readonly id: number;
  readonly area: AreaName;
  readonly theCase: unknown;
}

/** From the child: what was seen, or the error that `runCase` itself threw. The answer with id 0 says that it is ready. */
export interface Answer {
  readonly id: number;
  readonly observation?: unknown;
  readonly error?: string;
}

/** What a subject says once in a second, as long as its event loop turns. */
export const ALIVE = 'alive';
