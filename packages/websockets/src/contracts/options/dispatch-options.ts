/** How many messages of one client are handled at the same time, and what happens to the others. */
export interface DispatchOptions {
  /**
   * How many handlers may run for one client at the same time. With 1, the handlers of a client complete, and reply, in
   * the order of its messages. Default: 1,024; handlers then start in order.
   */
  concurrency?: number | undefined;
  /**
   * How many messages of one client may be queued while handlers or `handleConnection` run, or because of
   * `maxMessagesPerSecond`. Default: 1,024.
   */
  queueSize?: number | undefined;
  /**
   * How many streams that handlers have returned may be open for one client. A client that opens more is disconnected.
   * Default: 1,024.
   */
  maxStreams?: number | undefined;
  /**
   * How many messages of one client start per second. More are queued, so that a client may send faster for a moment, and is
   * slowed down if it goes on. Default: unlimited.
   */
  maxMessagesPerSecond?: number | undefined;
  /**
   * What happens when more messages arrive. `'close'` disconnects the client; `'pause'` stops reading from its connection until
   * half of the queue is free, so that the client has to wait and no message is lost. Default: `'close'`.
   */
  overflow?: 'close' | 'pause' | undefined;
}
