/** `@portico/common/interfaces/index.js`: the contracts, for modules that import them from here. */

export { Scope } from '../contracts/injection/scope-options.js';
export { VERSION_NEUTRAL } from '../contracts/routing/versioning.js';
export type * from '../index.js';

/** An instance of a controller. */
export type Controller = object;
