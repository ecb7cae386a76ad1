import type { ReplaySubject, Subject } from 'rxjs';

/** The members that every server of a platform has. */
export interface BaseWsInstance {
  on(event: string, callback: (...args: any[]) => any): any;
  close(...args: any[]): any;
}

/** A server with the streams of its events. */
export interface ServerAndEventStreamsHost<T = any> {
  server: T;
  init: ReplaySubject<T>;
  connection: Subject<any>;
  disconnect: Subject<any>;
}

/** Which server a gateway asks for. */
export interface WebSocketServerOptions {
  port: number;
  namespace: string;
}
