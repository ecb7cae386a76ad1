import type { InjectionToken } from '@portico/common';

/**
 * Creates a mock for a dependency without a provider.
 *
 * @returns `undefined` to leave the dependency missing, which is an error.
 */
export type MockFactory = (token?: InjectionToken) => unknown;
