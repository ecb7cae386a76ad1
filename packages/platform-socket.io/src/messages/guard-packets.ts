import { runGuarded } from '@portico/websockets/adapters';
import { Socket } from 'socket.io';

type Middleware = Parameters<Socket['use']>[0];

/** Ensures that failing middleware for messages discards only the message that it failed on. */
export function guardPackets(socket: Socket): void {
  socket.use = useGuarded;
}

function useGuarded<T extends Socket>(this: T, middleware: Middleware): T {
  Socket.prototype.use.call(this, (event, next) => {
    runGuarded('A middleware of messages of socket.io', () => middleware(event, next));
  });
  return this;
}
