import { setTimeout } from 'node:timers/promises';
import { tolerateOutages } from '@portico/websockets';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';

export type RoomAdapterConstructor = ReturnType<typeof createAdapter>;

const CLOSE_TIMEOUT_MS = 1_000;

/** The two connections to Redis over which processes share the rooms of their clients. */
export class RedisConnections {
  private readonly publisher: ReturnType<typeof createClient>;
  private readonly subscriber: ReturnType<typeof createClient>;

  /** @param onError called with errors of the connections, which reconnect by themselves */
  constructor(url: string, onError: (error: Error) => void) {
    this.publisher = createClient({ url });
    this.subscriber = this.publisher.duplicate();
    // Without a listener, an error would crash the process.
    for (const client of [this.publisher, this.subscriber]) client.on('error', onError);
  }

  // #region open
  async open(): Promise<RoomAdapterConstructor> {
    await Promise.all([this.publisher.connect(), this.subscriber.connect()]);
    // The adapter does not await its commands. If Redis is lost in the meantime, that is logged, and does not crash the process.
    return createAdapter(tolerateOutages(this.publisher), tolerateOutages(this.subscriber));
  }
  // #endregion

  async close(): Promise<void> {
    // The subscriber first: replies to what it receives go through the publisher.
    for (const client of [this.subscriber, this.publisher]) {
      // A Redis that hangs replies to nothing, and close() waits for replies.
      if (client.isReady) await Promise.race([client.close(), setTimeout(CLOSE_TIMEOUT_MS)]).catch(() => undefined);
      if (client.isOpen) client.destroy();
    }
  }
}
