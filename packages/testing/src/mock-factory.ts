import type { InjectionToken } from '@portico/common';

/**
 * Makes something for a dependency that nothing provides.
 *
 * @returns `undefined` to leave the dependency missing, which is an error.
 */
export type MockFactory = (token?: InjectionToken) => any;
