import type { INestApplicationContext } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';
import { RedisConnections, type RoomAdapterConstructor } from './redis-connections.js';

/** Plain WebSockets with rooms that span all processes connected to the same Redis. */
export class RedisWsAdapter extends WsAdapter {
  private readonly redis: RedisConnections;
  private rooms: RoomAdapterConstructor | undefined;

  constructor(app: INestApplicationContext, url: string) {
    super(app);
    this.redis = new RedisConnections(url, (error) => this.logger.error(error.message));
  }

  /** Await this before the application starts. */
  async connectToRedis(): Promise<void> {
    this.rooms = await this.redis.open();
  }

  override roomAdapter() {
    return this.rooms;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    await this.redis.close();
  }
}
