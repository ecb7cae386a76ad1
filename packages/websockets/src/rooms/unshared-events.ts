import { Logger } from '@portico/common';
import type { RoomAdapter, RoomSelection } from '../contracts/room-adapter.js';

const logger = new Logger('WebSockets');

/**
 * Counts the events that were sent while the room adapter had no connection to publish them: clients of other processes may not have
 * received them. Adapters that keep events until the connection is back show none, and lose none.
 */
export class UnsharedEvents {
  count = 0;
  /** Since the connection was lost. */
  private recent = 0;

  /** Called before an event is sent. */
  check({ pubClient }: RoomAdapter, { flags }: RoomSelection): void {
    if (pubClient === undefined || flags.local) return;
    if (isConnected(pubClient)) {
      if (this.recent > 0) this.report();
      return;
    }
    if (this.recent === 0) {
      logger.warn(
        'The room adapter has lost its connection: clients of other processes may not receive events that are sent now. messageStatsOf() counts these events as "unshared".',
      );
    }
    this.recent += 1;
    this.count += 1;
  }

  private report(): void {
    logger.warn(
      `The room adapter is connected again. ${this.recent} event(s) were sent without a connection, and may not have reached the clients of other processes.`,
    );
    this.recent = 0;
  }
}

/** As the packages `redis` and `ioredis` say it. */
function isConnected({ isReady, status }: NonNullable<RoomAdapter['pubClient']>): boolean {
  return isReady ?? (status === undefined || status === 'ready');
}
