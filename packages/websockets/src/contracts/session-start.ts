/** What a client is told about its session when it begins. */
export interface SessionStart {
  /** Names the client. Cannot be guessed. */
  readonly id: string;
  /** Whether an earlier session is continued. */
  readonly recovered: boolean;
  /** A secret by which the client can continue the session once. `undefined` if the server keeps no sessions. */
  readonly key?: string;
  /** What to name when the client comes back before it has received an event with an offset. */
  readonly offset?: string;
  /**
   * Milliseconds by which events may come out of order: the client has to name an event that came so long before the connection
   * was lost. `undefined` if they come in order.
   */
  readonly overlap?: number;
}
