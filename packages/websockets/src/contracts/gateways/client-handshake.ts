import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { PathParameters } from '@portico/core/transports';

/** How a client connected. Other processes can read this too. */
export interface HandshakeDetails {
  /** The path and query of the request. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The parameters of the query; the last one if a name is repeated. */
  readonly query: Readonly<Record<string, string>>;
  /**
   * The address of the client, as the HTTP platform determines it: that of the TCP connection, or behind a trusted
   * proxy (`trust proxy` of Express, `trustProxy` of Fastify) the address that the proxy reports.
   */
  readonly address: string;
  /** Whether the connection is encrypted. */
  readonly secure: boolean;
  /** What the client sent to authenticate itself, on socket.io; an empty object elsewhere. */
  readonly auth: Readonly<Record<string, any>>;
}

/** How a client connected. */
export interface ClientHandshake extends HandshakeDetails {
  /** The parameters of the path of its gateway, decoded; a wildcard is a list of the segments that it matches. */
  readonly params: Readonly<PathParameters>;
  /**
   * The request that opened the connection, with what guards and middleware added to it, such as `request.user`. On
   * plain WebSockets it is kept only if guards run on connections, or if the handshake has been read before
   * `handleConnection` completed. It is released when `handleDisconnect` has completed, unless the portable client was
   * used.
   *
   * @throws FrameworkError `PORTICO_WS_HANDSHAKE` if it was not kept
   */
  readonly request: IncomingMessage & Record<string, any>;
}
