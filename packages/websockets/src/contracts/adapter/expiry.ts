/** When a client is disconnected. */
export interface Expiry {
  /** As `Date.now()`. */
  readonly at: number;
  /** The close code. */
  readonly code: number;
}
