import type { EventEmitter } from 'node:events';
import type { Server, ServerOptions } from 'socket.io';

/** The options of a gateway on socket.io: those of socket.io, and these. */
export interface IoGatewayOptions extends Partial<ServerOptions> {
  /** A namespace, by name or by pattern. */
  namespace?: string | RegExp;
  /** The server whose namespace is asked for; or the HTTP server to serve on, in place of that of the application. */
  server?: Server | EventEmitter;
}

/** Milliseconds that connections have to end when a server closes. */
export const CLOSE_TIMEOUT_MS = 2_000;
