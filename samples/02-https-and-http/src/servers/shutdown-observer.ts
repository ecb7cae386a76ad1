import type { Server } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@portico/common';

/** Closes servers that the application does not own when the application closes. */
@Injectable()
export class ShutdownObserver implements OnApplicationShutdown {
  private readonly servers: Server[] = [];

  addHttpServer(server: Server): void {
    this.servers.push(server);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.servers.filter(({ listening }) => listening).map(closed));
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
