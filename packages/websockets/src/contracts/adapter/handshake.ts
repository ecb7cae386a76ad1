import type { IncomingMessage } from 'node:http';

/**
 * A client that is not accepted yet.
 *
 * @example
 * const refusal = await check({ request, client: socket, onEnd: (listener) => socket.once('close', listener) });
 * if (refusal) refuseHandshake(socket, refusal);
 * @see docs/websocket-adapters.md#optional-members
 */
export interface Handshake {
  /** The upgrade request; on socket.io the first request of the connection. */
  readonly request: IncomingMessage;
  /** The object that represents the client until it is accepted: its socket, if the library has one by then. */
  readonly client: object;
  /** Calls back when the connection ends, during the handshake or later. */
  onEnd(listener: () => void): void;
}

/**
 * Why a client is not accepted, as an HTTP response.
 *
 * @example
 * const refusal: HandshakeRefusal = { status: 403, message: 'Forbidden', headers: {} };
 * @see docs/gateways.md#refuse-other-sites
 */
export interface HandshakeRefusal {
  readonly status: number;
  readonly message: string;
  /** A header with several values is sent once for each. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Decides whether a client is accepted: `undefined` accepts it. Never throws, and the promise never rejects.
 *
 * @example
 * handshakeCheck: () => this.checks.get(server), // of an UpgradeRoute
 * @see docs/websocket-adapters.md#optional-members
 */
export type HandshakeCheck = (
  handshake: Handshake,
) => HandshakeRefusal | undefined | Promise<HandshakeRefusal | undefined>;
