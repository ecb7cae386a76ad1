import type { ServerLease } from './server-lease.js';

/**
 * How a server of an adapter is attached to an HTTP server.
 *
 * @example
 * this.mount(server, { lease, unmount: UpgradeRouter.of(lease.httpServer).add(route) });
 * @see docs/websocket-adapters.md#extend-abstractwsadapter
 */
export interface ServerMount {
  readonly lease: ServerLease;
  /** Detaches it: the HTTP server no longer passes requests to it. */
  readonly unmount: () => void;
}
