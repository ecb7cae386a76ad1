import type { Exchange } from './exchange.js';

/** One address of devtools. */
export interface DevtoolsRoute {
  readonly method: 'get' | 'post' | 'delete';
  /** Below the path of the page: `''`, or `/live`. */
  readonly path: string;
  handle(exchange: Exchange): unknown;
}
