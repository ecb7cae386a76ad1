import type { ConnectionEvents, OutgoingMessage } from '../protocol.js';
import type { Target } from './target.js';

/** Milliseconds that a connection may take to be accepted, and a request to be answered. */
export const CONNECT_TIMEOUT_MS = 15_000;
export const REPLY_TIMEOUT_MS = 30_000;

/** Bytes of one message from the server. */
export const MAX_MESSAGE = 8 * 1024 * 1024;

/** Takes what comes over a connection. */
export type RelaySink = <E extends keyof ConnectionEvents>(event: E, data: Omit<ConnectionEvents[E], 'at'>) => void;

/** A connection of the application to itself, in one of the protocols. */
export interface RelayedConnection {
  send(message: OutgoingMessage): void;
  /** Ends a stream, or gives up a request. */
  cancel(request: string): void;
  close(): void;
}

/** How a connection is made: rejects with {@link RefusedConnection}. */
export type Connect = (target: Target, sink: RelaySink) => Promise<RelayedConnection>;

/** The application does not accept a connection. */
export class RefusedConnection extends Error {
  /** @param status of HTTP; 0 if there was none */
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
