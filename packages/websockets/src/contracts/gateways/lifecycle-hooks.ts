/** A gateway that is notified when its server has been created. */
export interface OnGatewayInit<T = any> {
  /** @param server the platform's server, or the namespace */
  afterInit(server: T): any;
}

/** A gateway that is notified of each client. */
export interface OnGatewayConnection<T = any> {
  /**
   * Messages of the client are queued until the returned promise has settled.
   *
   * @param client the platform's socket
   * @param args further arguments of the platform: for ws the HTTP request
   */
  handleConnection(client: T, ...args: any[]): any;
}

/** A gateway that is notified when a client disconnects. */
export interface OnGatewayDisconnect<T = any> {
  /**
   * `app.close()` waits for the returned promise.
   *
   * @param client the platform's socket
   * @param reason the reason that the platform gives: a string on socket.io, the close code on ws
   */
  handleDisconnect(client: T, reason?: any, ...args: any[]): any;
}
