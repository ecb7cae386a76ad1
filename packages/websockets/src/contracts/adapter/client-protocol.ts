/**
 * What the clients of an adapter speak, for documents that describe an application, such as those of `@portico/asyncapi`.
 *
 * @example
 * readonly clientProtocol: ClientProtocol = { name: 'ws', path: '/', isFramed: true, subprotocols: [] };
 * @see docs/asyncapi.md
 */
export interface ClientProtocol {
  /** The name of the protocol, such as `ws` or `socket.io`. */
  readonly name: string;
  /** Where servers are whose gateways name no path. */
  readonly path: string;
  /** Whether messages without a subprotocol are the documented frames, `{ "event", "data" }` as JSON. */
  readonly isFramed: boolean;
  /** The subprotocols that clients can choose, such as `portico.1`. */
  readonly subprotocols: readonly string[];
}
