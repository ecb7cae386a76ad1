import { IoAdapter } from '@portico/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';

// #region adapter
/** Configures every socket.io server of the application. */
export class ConfiguredIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, { ...options, pingInterval: 10_000 }) as Server;
    server.use((socket, next) => (socket.handshake.auth.token ? next() : next(new Error('Who are you?'))));
    return server;
  }
}
// #endregion
