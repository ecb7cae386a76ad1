import type { INestApplicationContext } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';

type RedisClient = ReturnType<typeof createClient>;

/** Plain WebSockets whose rooms have clients of all processes connected to the same Redis. */
export class RedisWsAdapter extends WsAdapter {
  private readonly redis: RedisClient[] = [];
  private rooms: ReturnType<typeof createAdapter> | undefined;

  constructor(
    app: INestApplicationContext,
    private readonly url: string,
  ) {
    super(app);
  }

  /** Await this before the application starts. */
  async connectToRedis(): Promise<void> {
    const pub = createClient({ url: this.url });
    const sub = pub.duplicate();
    this.redis.push(pub, sub);
    for (const client of this.redis) client.on('error', (error: Error) => this.logger.error(error.message));
    await Promise.all([pub.connect(), sub.connect()]);
    this.rooms = createAdapter(pub, sub);
  }

  override roomAdapter() {
    return this.rooms;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    for (const client of this.redis.reverse()) {
      if (client.isReady) await client.close();
      else client.destroy();
    }
  }
}
