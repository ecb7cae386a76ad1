/** The location of one server of gateways. */
export interface ServerPlace {
  /** The value of `@WebSocketServer()`: a server, or a namespace. */
  readonly server: object;
  /** The path of its gateways, as it was declared: `/rooms/:room`. `undefined` if the library decides. */
  readonly path: string | undefined;
  readonly namespace: string | undefined;
}
