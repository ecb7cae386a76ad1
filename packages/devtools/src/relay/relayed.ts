import type { ConnectionEvents, OutgoingMessage } from '../protocol/connections.js';
import type { Target } from './target.js';

/** The maximum time until a connection is accepted, and until a reply is received. */
export const CONNECT_TIMEOUT_MS = 15_000;
export const REPLY_TIMEOUT_MS = 30_000;

/** The maximum size of one message from the server, in bytes. */
export const MAX_MESSAGE = 8 * 1024 * 1024;

/** Receives the events of a connection. */
export type RelaySink = <E extends keyof ConnectionEvents>(event: E, data: Omit<ConnectionEvents[E], 'at'>) => void;

/** A connection of the application to itself in one of the protocols. */
export interface RelayedConnection {
  send(message: OutgoingMessage): void;
  /** Cancels a stream or a request. */
  cancel(request: string): void;
  close(): void;
}

/** Opens a connection. Rejects with {@link RefusedConnection} if it is not accepted. */
export type Connect = (target: Target, sink: RelaySink) => Promise<RelayedConnection>;

/** A connection that the application did not accept. */
export class RefusedConnection extends Error {
  /** @param status the HTTP status; 0 if there was no reply */
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
