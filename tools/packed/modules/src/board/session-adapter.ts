import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { DataSource } from 'typeorm';
import { User } from './entities.js';

/** What the adapter leaves in `socket.data`. */
export interface Session {
  readonly user: User;
}

/** Lets only clients in that have a token of a user in the database, in every namespace. */
export class SessionIoAdapter extends IoAdapter {
  constructor(private readonly context: INestApplicationContext) {
    super(context);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, { ...options, maxHttpBufferSize: 10_000, serveClient: false });
    const users = this.context.get(DataSource).getRepository(User);
    const authenticate = async (socket: Socket, next: (error?: Error) => void) => {
      const user = await users.findOneBy({ token: String(socket.handshake.auth.token) });
      if (!user) return next(new Error('unknown token'));
      socket.data.user = user;
      next();
    };
    server.use(authenticate);
    server.on('new_namespace', (namespace) => namespace.use(authenticate));
    return server;
  }
}
