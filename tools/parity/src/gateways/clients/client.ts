import type { Message } from '../case.js';

/** Turns of the event loop until a client has to be connected or refused. */
export const TIMEOUT_MS = 200;

/** A real client of one library, as scripts drive it. */
export interface Client {
  readonly isOpen: boolean;
  /** Settles when the client is connected or refused. */
  connected(): Promise<void>;
  send(message: Message, id: number): void;
  /** A frame as it is; libraries without frames ignore it. */
  frame(text: string, binary: boolean): void;
  leave(how: 'close' | 'terminate'): Promise<void>;
  /** Settles when the server has answered to a ping that follows all that was sent. */
  roundTrip(): Promise<void>;
}

export interface Target {
  /** What the server sees of the client. */
  readonly name: string;
  readonly port: number;
  readonly path: string | undefined;
  readonly namespace: string | undefined;
  /** Over HTTP requests instead of a WebSocket; socket.io only. */
  readonly polling: boolean;
}

export type Say = (text: string) => void;
