import { bufferedBytesOf, whenDrained } from './buffered-bytes.js';
import type { Connection } from './connection.js';
import { connectionOf } from './connection-of.js';
import { isConnectedByShape } from './send-by-shape.js';
import { sendToClient } from './send-to-client.js';

/** A client of a gateway, the same on every platform. */
export interface GatewayClient<TClient extends object = any> {
  /** The socket of the library. */
  readonly native: TClient;
  readonly connected: boolean;
  /** How many bytes wait for it because it does not read as fast as it is sent to. */
  readonly bufferedBytes: number;
  /** Sends an event. */
  emit(event: string, data?: unknown): void;
  /** Sends to the client only if it keeps up: nothing while `highWaterMark` bytes or more wait for it. */
  readonly volatile: { emit(event: string, data?: unknown): void };
  /** Resolves when less than `highWaterMark` bytes wait for the client, or it has left. */
  drained(): Promise<void>;
}

/**
 * The portable face of a socket that a gateway has received.
 *
 * @returns `undefined` for what is not a client of a gateway
 * @example
 * const client = clientOf(socket);
 * for (const row of rows) {
 *   client.emit('row', row);
 *   await client.drained();
 * }
 * @see docs/gateways.md
 */
export function clientOf<TClient extends object>(socket: TClient): GatewayClient<TClient> | undefined {
  const connection = connectionOf(socket);
  return connection && new ConnectedClient(connection, socket);
}

class ConnectedClient<TClient extends object> implements GatewayClient<TClient> {
  constructor(
    private readonly connection: Connection,
    readonly native: TClient,
  ) {}

  get connected(): boolean {
    const { adapter, client, isOver } = this.connection;
    return !isOver && (adapter.isClientConnected?.(client) ?? isConnectedByShape(client));
  }

  get bufferedBytes(): number {
    return bufferedBytesOf(this.connection);
  }

  emit(event: string, data?: unknown): void {
    sendToClient(this.native, event, data);
  }

  get volatile(): { emit(event: string, data?: unknown): void } {
    return {
      emit: (event, data) => {
        if (this.bufferedBytes < this.connection.highWaterMark) this.emit(event, data);
      },
    };
  }

  async drained(): Promise<void> {
    await whenDrained(this.connection);
  }
}
