/** The limit after which a client that does not read is disconnected. */
export const MAX_BUFFERED_BYTES: number = 4 * 2 ** 20;

/** Sent to the one client that may stall, with each message to all. */
export const ROW_BYTES: number = 64 * 2 ** 10;

/** The counts of the server since the last request for them. */
export interface NewsSample {
  readonly mostBufferedBytes: number;
  /** The close codes of the clients that have left. */
  readonly closeCodes: readonly number[];
}
