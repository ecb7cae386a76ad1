/**
 * The session of a client, when it begins or is continued.
 *
 * @example
 * receiver.recover?.(client, token, ({ id, recovered }) => client.send(JSON.stringify({ id, recovered })));
 * @see docs/recovery.md
 */
export interface SessionStart {
  /** The id of the client. Cannot be guessed. */
  readonly id: string;
  /** Whether an earlier session is continued. */
  readonly recovered: boolean;
  /** A secret by which the client can continue the session once. `undefined` if the server does not keep sessions. */
  readonly key?: string;
  /** The offset to use if the client reconnects before it has received an event with an offset. */
  readonly offset?: string;
  /**
   * How many milliseconds events may be out of order: the client has to use the offset of an event that arrived this
   * long before the connection was lost. `undefined` if events arrive in order.
   */
  readonly overlap?: number;
}
