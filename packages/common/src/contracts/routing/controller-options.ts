import type { ScopeOptions } from '../injection/scope-options.js';
import type { VersionOptions } from './versioning.js';

export interface ControllerOptions extends ScopeOptions, VersionOptions {
  /** Path prefix, or prefixes, of the handlers. */
  path?: string | string[] | undefined;
  /** Hosts whose requests reach the controller. A string may contain `:parameters`. */
  host?: string | RegExp | (string | RegExp)[] | undefined;
}
