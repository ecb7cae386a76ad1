import type { ScopeOptions } from './scope-options.js';
import type { VersionOptions } from './versioning.js';

export interface ControllerOptions extends ScopeOptions, VersionOptions {
  /** Path, or paths, before those of the handlers. */
  path?: string | string[];
  /** Only requests to these hosts reach the controller; a string may hold `:parameters`. */
  host?: string | RegExp | (string | RegExp)[];
}
