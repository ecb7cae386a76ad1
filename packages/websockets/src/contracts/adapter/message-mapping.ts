import type { Observable } from 'rxjs';

/** One message of a gateway, as `bindMessageHandlers` of an adapter receives it for one client. */
export interface MessageMappingProperties {
  /** The argument of `@SubscribeMessage()`. */
  message: any;
  /** The method of the gateway. */
  methodName: string;
  /**
   * Handles a message: `callback(data, ack?)`. Returns a promise that never rejects, because the exception filters
   * handle failures.
   */
  callback: (...args: any[]) => Observable<any> | Promise<any> | any;
  /** Whether the handler acknowledges itself, with `@Ack()`. */
  isAckHandledManually: boolean;
}
