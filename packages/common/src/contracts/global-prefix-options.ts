import type { RouteInfo } from './middleware.js';

export interface GlobalPrefixOptions<T = string | RouteInfo> {
  /** Routes that keep their path without the prefix. */
  exclude?: T[];
}
