import type { Exchange } from './exchange.js';

/** One route of devtools. */
export interface DevtoolsRoute {
  readonly method: 'get' | 'post' | 'delete';
  /** The path relative to the page, such as `/live`; `''` is the page itself. */
  readonly path: string;
  handle(exchange: Exchange): unknown;
}
