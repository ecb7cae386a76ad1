// #region observer
import type { Server } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@portico/common';

@Injectable()
export class ShutdownObserver implements OnApplicationShutdown {
  private readonly servers: Server[] = [];

  addHttpServer(server: Server): void {
    this.servers.push(server);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(
      this.servers.map(
        (server) =>
          new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
      ),
    );
  }
}
// #endregion
