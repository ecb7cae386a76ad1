import type { INestApplicationContext } from '@portico/common';
import { IoAdapter } from '@portico/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import type { Server, ServerOptions } from 'socket.io';
import { nameSessions } from './name-sessions.js';

type RedisClient = ReturnType<typeof createClient>;

/** Creates socket.io servers that reach the clients of all processes connected to the same Redis. */
export class RedisIoAdapter extends IoAdapter {
  private readonly clients: RedisClient[] = [];
  private adapterConstructor: ReturnType<typeof createAdapter> | undefined;

  constructor(
    app: INestApplicationContext,
    private readonly url: string,
  ) {
    super(app);
  }

  /** Await this before the application starts. */
  async connectToRedis(): Promise<void> {
    const pubClient = createClient({ url: this.url });
    const subClient = pubClient.duplicate();
    this.clients.push(pubClient, subClient);
    // Without a listener an error would crash the process. The clients reconnect automatically.
    for (const client of this.clients) client.on('error', (error: Error) => this.logger.error(error.message));

    await Promise.all([pubClient.connect(), subClient.connect()]);

    this.adapterConstructor = createAdapter(pubClient, subClient);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, options) as Server;
    nameSessions(server);
    if (this.adapterConstructor) server.adapter(this.adapterConstructor);
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    // Close the subscriber first: replies to what it receives go through the publisher.
    for (const client of this.clients.reverse()) {
      if (client.isReady) await client.close();
      else client.destroy();
    }
  }
}
