import type { INestApplicationContext } from '@portico/common';
import { IoAdapter } from '@portico/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { nameSessions } from './name-sessions.js';
import { RedisConnections, type RoomAdapterConstructor } from './redis-connections.js';

/** Creates socket.io servers that reach the clients of all processes connected to the same Redis. */
export class RedisIoAdapter extends IoAdapter {
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

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, options) as Server;
    nameSessions(server);
    if (this.rooms) server.adapter(this.rooms);
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    await this.redis.close();
  }
}
