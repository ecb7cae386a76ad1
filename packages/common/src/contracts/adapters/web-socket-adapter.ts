import type { Observable } from 'rxjs';

/** A message handler, as it is passed to an adapter. */
export interface WsMessageHandler<T = string> {
  /** The event that it handles. */
  message: T;
  methodName?: string;
  /** Whether the handler gets the acknowledgement callback itself, with `@Ack()`. */
  isAckHandledManually?: boolean;
  callback: (...args: any[]) => Observable<any> | Promise<any>;
}

/** The contract between gateways and a WebSocket library. */
export interface WebSocketAdapter<TServer = any, TClient = any, TOptions = any> {
  /** Creates the server for a port; port 0 shares the HTTP server of the application. */
  create(port: number, options?: TOptions): TServer;
  /** Calls the callback for each client that connects. */
  bindClientConnect(server: TServer, callback: Function): any;
  /** Calls the callback when a client disconnects. */
  bindClientDisconnect?(client: TClient, callback: Function): any;
  /** Routes messages of a client to the handlers. `transform` turns what a handler returns into a stream of replies. */
  bindMessageHandlers(client: TClient, handlers: WsMessageHandler[], transform: (data: any) => Observable<any>): any;
  /** Closes a server. */
  close(server: TServer): any;
}

/** Second argument of `app.useWebSocketAdapter()`. */
export interface WebSocketAdapterOptions {
  /**
   * Whether global enhancers run on the message handlers of the gateways of this adapter. Not set: global guards,
   * interceptors and pipes do, exception filters do not, since most of them write an HTTP reply. `true`: filters too.
   * `false`: none of them.
   */
  inheritAppConfig?: boolean | undefined;
  /**
   * Adds the adapter under a name, beside the default adapter: gateways with `@WebSocketGateway({ adapter: name })` use it.
   * Default: no name, the adapter is the default one.
   */
  name?: string | undefined;
}
