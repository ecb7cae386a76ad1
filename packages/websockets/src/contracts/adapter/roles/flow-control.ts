import type { DispatchOptions } from '../../options/dispatch-options.js';

/**
 * How much clients may send, and how much may wait for them.
 *
 * @example
 * pauseClient(client: WebSocket): boolean {
 *   client.pause();
 *   return true;
 * }
 * resumeClient(client: WebSocket): void {
 *   client.resume();
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface FlowControl<TClient = any> {
  /** How messages of one client are handled; a gateway can override these options. */
  readonly dispatch?: DispatchOptions | undefined;
  /**
   * Stops reading from the connection of a client, so that the client has to wait: for `overflow: 'pause'` of {@link
   * DispatchOptions}. Messages that have already been read may still arrive.
   *
   * @returns `false` if the transport cannot be paused
   */
  pauseClient?(client: TClient): boolean;
  /** Continues to read. */
  resumeClient?(client: TClient): void;
  /** Disconnects a client that sends more messages than can be queued. Without it, the client stays connected. */
  dropClient?(client: TClient): void;
  /**
   * Async iterables that handlers return are paused while this many bytes are buffered for their client. Default: 64
   * KiB.
   */
  readonly highWaterMark?: number | undefined;
  /** Returns how many bytes are buffered for a client. Without it, the `bufferedAmount` of a WebSocket is used. */
  bufferedBytes?(client: TClient): number;
  /**
   * Calls back once when the buffered bytes of a client have been sent, or have decreased. Without it, the number is
   * polled.
   */
  onceDrained?(client: TClient, callback: () => void): void;
}
