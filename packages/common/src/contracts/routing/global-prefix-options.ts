import type { RouteInfo } from './middleware.js';

export interface GlobalPrefixOptions<T = string | RouteInfo> {
  /** Routes without the prefix. */
  exclude?: T[] | undefined;
}
