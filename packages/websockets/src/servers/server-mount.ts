import type { ServerLease } from './server-lease.js';

/** How a server of an adapter is attached to an HTTP server. */
export interface ServerMount {
  readonly lease: ServerLease;
  /** Detaches it: the HTTP server no longer passes requests to it. */
  readonly unmount: () => void;
}
