/**
 * When a client is disconnected.
 *
 * @example
 * const expiry: Expiry = { at: Date.now() + 60_000, code: 4401 };
 * @see docs/websocket-adapters.md#optional-members
 */
export interface Expiry {
  /** As `Date.now()`. */
  readonly at: number;
  /** The close code. */
  readonly code: number;
}
