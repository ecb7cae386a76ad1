import type { Observable } from 'rxjs';

/** One message of a gateway, as `bindMessageHandlers` of an adapter gets it for one client. */
export interface MessageMappingProperties {
  /** What `@SubscribeMessage()` was given. */
  message: any;
  /** The method of the gateway. */
  methodName: string;
  /**
   * Handles a message: `callback(data, ack?)`. Returns a promise that never rejects: a failure has been answered by the
   * exception filters.
   */
  callback: (...args: any[]) => Observable<any> | Promise<any> | any;
  /** The handler takes the acknowledgement callback itself, with `@Ack()`. */
  isAckHandledManually: boolean;
}
