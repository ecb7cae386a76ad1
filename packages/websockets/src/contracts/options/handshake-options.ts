import type { IncomingMessage } from 'node:http';

/**
 * Which pages may connect, by the `Origin` header of their browser: an origin such as `'https://example.com'`, `'same-origin'`,
 * `'*'`, a RegExp, or a function that decides.
 */
export type OriginRule =
  | string
  | RegExp
  | ((origin: string | undefined, request: IncomingMessage) => boolean | Promise<boolean>);

/** The options of a gateway that decide which clients are accepted. All are off by default. */
export interface HandshakeOptions {
  /**
   * The origins whose pages may connect; others are refused with 403. Clients other than browsers send no origin, and
   * are accepted unless a function refuses them.
   */
  origins?: OriginRule | readonly OriginRule[] | undefined;
  /** How many clients may be connected at the same time; more are refused with 503 and `Retry-After`. */
  maxClients?: number | undefined;
  /**
   * How many clients of one address may be connected at the same time; more are refused with 429 and `Retry-After`. All IPv6
   * addresses with the same first 64 bits count as one, and IPv4-mapped addresses as their IPv4 address. Behind a proxy, set the option of the HTTP platform (`trust proxy` of Express, `trustProxy` of Fastify): otherwise all clients have
   * the address of the proxy.
   */
  maxClientsPerAddress?: number | undefined;
  /**
   * How many handshakes of one address, as {@link maxClientsPerAddress} counts it, are checked within a second, refused ones
   * included; more are refused with 429 and `Retry-After`. `true` means 20. Default: no limit.
   */
  maxHandshakesPerSecond?: number | true | undefined;
  /**
   * Whether the guards of the class decide which clients are accepted, as those on `handleConnection` do. They run for messages
   * in any case. Default: `false`.
   */
  guardConnections?: boolean | undefined;
  /** Milliseconds that the checks of a handshake may take; then it is refused with 503. Default: 10,000. */
  handshakeTimeout?: number | undefined;
}
