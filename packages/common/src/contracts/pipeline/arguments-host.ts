/** The transports that an execution context can name. */
export type ContextType = 'http' | 'ws' | 'rpc';

export interface HttpArgumentsHost {
  /** The platform's request. */
  getRequest<T = any>(): T;
  /** The platform's response. */
  getResponse<T = any>(): T;
  getNext<T = any>(): T;
}

export interface WsArgumentsHost {
  /** The message body. */
  getData<T = any>(): T;
  /** The platform's socket. */
  getClient<T = any>(): T;
  /** The name of the message. */
  getPattern(): string;
}

export interface RpcArgumentsHost {
  getData<T = any>(): T;
  getContext<T = any>(): T;
}

/** The arguments of a handler, for any transport. */
export interface ArgumentsHost {
  getArgs<T extends Array<any> = any[]>(): T;
  getArgByIndex<T = any>(index: number): T;
  switchToRpc(): RpcArgumentsHost;
  switchToHttp(): HttpArgumentsHost;
  switchToWs(): WsArgumentsHost;
  getType<TContext extends string = ContextType>(): TContext;
}
