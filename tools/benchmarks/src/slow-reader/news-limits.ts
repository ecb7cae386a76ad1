/** The limit after which a client that does not read is disconnected. */
export const MAX_BUFFERED_BYTES: number = 4 * 2 ** 20;

/** Sent to the one client that may stall, with each message to all. */
export const ROW_BYTES: number = 64 * 2 ** 10;

/** What the server has seen since it was last asked. */
export interface NewsSample {
  readonly mostBufferedBytes: number;
  /** The close codes of the clients that have left. */
  readonly closeCodes: readonly number[];
}
