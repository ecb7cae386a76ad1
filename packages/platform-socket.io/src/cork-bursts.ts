import type { Socket } from 'node:net';
import type { Server } from 'socket.io';

/** What engine.io hands to the listeners of `flush`. */
interface Connection {
  readonly transport: {
    readonly name: string;
    /** The WebSocket of ws; the TCP socket below it is an internal of ws. */
    readonly socket?: { readonly _socket?: Socket | null };
  };
}

/**
 * Lets the packets that socket.io sends to a WebSocket at once leave with one system call, where it would take one
 * for each. Nothing waits for it: socket.io queues what is sent while a packet is on its way, and flushes the queue
 * in one go, which is what is corked here.
 */
export function corkBursts(io: Server): void {
  io.engine.on('flush', (connection: Connection, packets: readonly unknown[]) => {
    if (packets.length < 2 || connection.transport.name !== 'websocket') return;
    const socket = connection.transport.socket?._socket;
    if (!socket) return;
    socket.cork();
    // Not at engine.io's `drain`: that does not come when a packet cannot be encoded.
    process.nextTick(uncork, socket);
  });
}

function uncork(socket: Socket): void {
  socket.uncork();
}
