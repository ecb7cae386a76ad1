import type { Settings } from '../settings.js';

/** What the page tells about the server. */
export type HowItRuns = Pick<Settings, 'http' | 'servers'>;

/** Token of {@link HowItRuns}. */
export const HOW_IT_RUNS = Symbol('HOW_IT_RUNS');
