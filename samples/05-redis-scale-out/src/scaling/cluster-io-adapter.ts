import { IoAdapter } from '@portico/platform-socket.io';
import { createAdapter } from '@socket.io/cluster-adapter';
import type { Server, ServerOptions } from 'socket.io';
import { nameSessions } from './name-sessions.js';

/** Creates socket.io servers that reach the clients of all processes of a cluster through its primary process. */
export class ClusterIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, options) as Server;
    nameSessions(server);
    server.adapter(createAdapter());
    return server;
  }
}
