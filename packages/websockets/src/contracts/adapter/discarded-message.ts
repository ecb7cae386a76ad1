/** A frame that reached no handler, and the reason. */
export interface DiscardedMessage {
  /**
   * `malformed`: it could not be decoded; `unknown-event`: no handler subscribes to it; `overflow`: the queue of the
   * client was full; `disconnected`: the client disconnected, or was refused, while the message was queued; `closing`:
   * the message arrived after the application had begun to close.
   */
  readonly reason: 'malformed' | 'unknown-event' | 'overflow' | 'disconnected' | 'closing';
  /** The name of the event, if it could be read. */
  readonly event?: unknown;
  /** The data, as the platform delivered it. */
  readonly data?: unknown;
  /** The error that the parser threw. */
  readonly error?: unknown;
}

/** Called with each discarded message. Must not throw. */
export type DiscardedMessageListener<TClient = any> = (client: TClient, discarded: DiscardedMessage) => void;
