import type { Socket } from 'node:net';
import type { Server } from 'socket.io';

/** The argument of `flush` listeners of engine.io. */
interface Connection {
  readonly transport: {
    readonly name: string;
    /** The WebSocket of ws; the TCP socket below it is an internal of ws. */
    readonly socket?: { readonly _socket?: Socket | null };
  };
}

/**
 * Writes packets that socket.io sends to a WebSocket together with one system call, instead of one for each. This adds
 * no delay: socket.io queues packets while one is being sent, and flushes the queue at once; this flush is corked here.
 */
export function corkBursts(io: Server): void {
  io.engine.on('flush', (connection: Connection, packets: readonly unknown[]) => {
    if (packets.length < 2 || connection.transport.name !== 'websocket') return;
    const socket = connection.transport.socket?._socket;
    if (!socket) return;
    socket.cork();
    // Not at engine.io's `drain`, which is not emitted if a packet cannot be encoded.
    process.nextTick(uncork, socket);
  });
}

function uncork(socket: Socket): void {
  socket.uncork();
}
