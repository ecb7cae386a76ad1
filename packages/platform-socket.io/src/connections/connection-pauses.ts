import type { Socket } from 'socket.io';

/** The WebSocket of ws under a connection of engine.io. */
interface Pausable {
  pause(): void;
  resume(): void;
}

/**
 * Stops reading from connections. All namespaces of a client share one, which is read again when none of them pauses
 * it.
 */
export class ConnectionPauses {
  private readonly paused = new WeakMap<object, Set<Socket>>();

  /** @returns whether the connection can be paused */
  pause(client: Socket): boolean {
    const webSocket = webSocketOf(client);
    if (!webSocket) return false;
    const sockets = this.paused.get(client.conn) ?? new Set();
    this.paused.set(client.conn, sockets.add(client));
    webSocket.pause();
    return true;
  }

  resume(client: Socket): void {
    const sockets = this.paused.get(client.conn);
    sockets?.delete(client);
    if (!sockets || sockets.size === 0) webSocketOf(client)?.resume();
  }
}

function webSocketOf({ conn: { transport } }: Socket): Pausable | undefined {
  return transport.name === 'websocket' ? Reflect.get(transport, 'socket') : undefined;
}
