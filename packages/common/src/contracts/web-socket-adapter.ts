import type { Observable } from 'rxjs';

/** One message handler, as an adapter gets it. */
export interface WsMessageHandler<T = string> {
  /** The name of the message that it takes. */
  message: T;
  methodName?: string;
  /** The handler takes the acknowledgement callback itself, with `@Ack()`. */
  isAckHandledManually?: boolean;
  callback: (...args: any[]) => Observable<any> | Promise<any>;
}

/** The contract between gateways and a WebSocket library. */
export interface WebSocketAdapter<TServer = any, TClient = any, TOptions = any> {
  /** Makes the server for a port; port 0 shares the application's HTTP server. */
  create(port: number, options?: TOptions): TServer;
  /** Calls back for each client that connects. */
  bindClientConnect(server: TServer, callback: Function): any;
  /** Calls back when a client disconnects. */
  bindClientDisconnect?(client: TClient, callback: Function): any;
  /** Routes a client's messages to the handlers; `transform` makes a stream of whatever a handler returns. */
  bindMessageHandlers(client: TClient, handlers: WsMessageHandler[], transform: (data: any) => Observable<any>): any;
  /** Ends a server. */
  close(server: TServer): any;
}

/** Second argument of `app.useWebSocketAdapter()`. */
export interface WebSocketAdapterOptions {
  /**
   * Whether global enhancers run on the message handlers of gateways. Not set: global guards, interceptors and pipes
   * do, exception filters do not, since most of them write an HTTP reply. `true`: filters too. `false`: none of them.
   */
  inheritAppConfig?: boolean;
}
