import type { Settings } from '../settings.js';

/** The facts about the server that the page shows. */
export type ServerFacts = Pick<Settings, 'http' | 'servers'>;

/** Token of {@link ServerFacts}. */
export const SERVER_FACTS = Symbol('SERVER_FACTS');
