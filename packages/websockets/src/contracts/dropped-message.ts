/** A frame that no handler saw, and why. */
export interface DroppedMessage {
  /**
   * `malformed`: it could not be read; `unknown-event`: no handler subscribes to it; `overflow`: too many messages waited
   * for `handleConnection`; `disconnected`: the client left, or was refused, while the message waited; `closing`: the message
   * came when the application had begun to close.
   */
  readonly reason: 'malformed' | 'unknown-event' | 'overflow' | 'disconnected' | 'closing';
  /** The name of the event, where it was read. */
  readonly event?: unknown;
  /** What came, as the platform delivered it. */
  readonly data?: unknown;
  /** What the parser threw. */
  readonly error?: unknown;
}

/** Called with each discarded message. Must not throw. */
export type DroppedMessageListener<TClient = any> = (client: TClient, dropped: DroppedMessage) => void;
