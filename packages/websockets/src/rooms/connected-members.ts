import type { RoomNamespace } from '../contracts/adapter/room-adapter.js';

/** A client with its data, as every library has it. */
interface Member {
  readonly id: string;
  readonly data?: unknown;
}

/**
 * Waits for clients that are in rooms before they are connected: socket.io lets a client whose session it recovers join
 * its rooms first, when its data cannot be found yet.
 */
export class ConnectedMembers {
  private readonly waiting = new Map<string, ((data: unknown) => void)[]>();

  constructor(private readonly namespace: RoomNamespace) {}

  /** Calls back with the data of a client, at once if it is connected. */
  whenConnected(id: string, callback: (data: unknown) => void): void {
    const socket = this.namespace.sockets.get(id);
    if (socket !== undefined) {
      // Sockets of every library may have data, which the contract does not list.
      callback((socket as Member).data);
      return;
    }
    if (this.waiting.size === 0) this.namespace.on('connection', this.onConnection);
    const callbacks = this.waiting.get(id);
    if (callbacks) callbacks.push(callback);
    else this.waiting.set(id, [callback]);
  }

  /** A client that was refused leaves its rooms without having been connected. */
  forget(id: string): void {
    if (this.waiting.delete(id) && this.waiting.size === 0) this.namespace.off('connection', this.onConnection);
  }

  stop(): void {
    this.waiting.clear();
    this.namespace.off('connection', this.onConnection);
  }

  private readonly onConnection = ({ id, data }: Member): void => {
    const callbacks = this.waiting.get(id) ?? [];
    this.forget(id);
    for (const callback of callbacks) callback(data);
  };
}
