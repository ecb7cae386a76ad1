import type { AreaName } from './area.js';

/** From the parent: run a case. One at a time. */
export interface Question {
  readonly area: AreaName;
  readonly theCase: unknown;
}

/** From the child: what was seen, or the error that `runCase` itself threw. `ready` comes once, at its start. */
export type Answer = { readonly ready: true } | { readonly observation: unknown } | { readonly error: string };
