import { IoAdapter } from '@portico/platform-socket.io';
import { createAdapter } from '@socket.io/cluster-adapter';
import type { Server, ServerOptions } from 'socket.io';

/** Creates socket.io servers that reach the clients of all processes of a cluster, through its primary process. */
export class ClusterIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, options) as Server;
    server.adapter(createAdapter());
    return server;
  }
}
