import type { DiscardedMessage } from '../discarded-message.js';
import type { MessageReceiver } from '../message-receiver.js';
import type { SharedEvent } from '../shared-event.js';

/**
 * How messages reach handlers, and how replies and events reach clients.
 *
 * @example
 * bindMessages(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
 *   client.on('message', (frame) => receiver.receive(client, ...decode(frame)));
 * }
 * sendReply(client: WebSocket, value: unknown): void {
 *   client.send(JSON.stringify(value));
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface MessageTransport<TClient = any> {
  /**
   * Passes the messages of a client to `receiver.receive()`; used in place of `bindMessageHandlers`, without a closure
   * per handler and a stream per message. Needs {@link sendReply}.
   */
  bindMessages?(client: TClient, receiver: MessageReceiver<TClient>): void;
  /**
   * Removes the listeners that `bindMessages` has added to a client that has disconnected; called before
   * `handleDisconnect`. Without it, Portico searches for the listeners, which takes a list for each client. With it,
   * `bindClientDisconnect` has to remove its own listener, as `once` does.
   */
  unbindMessages?(client: TClient, receiver: MessageReceiver<TClient>): void;
  /**
   * `false` if a subclass has overridden `bindMessageHandlers`, which then has to be called. `AbstractWsAdapter`
   * detects that.
   */
  readonly routesMessages?: boolean;
  /**
   * Sends a reply to a client: called with each value that handlers return. Errors that it throws go to the exception
   * filters of the handler.
   *
   * @param value falsy only if it is sent as an acknowledgement
   * @param ack the acknowledgement callback, if the client requested one
   * @param isAckHandledManually the handler acknowledges itself: do not send the value as the acknowledgement
   */
  sendReply?(client: TClient, value: unknown, ack: Function | undefined, isAckHandledManually: boolean): void;
  /** Sends an event to one client; exception filters call it. */
  sendEvent?(client: TClient, event: string, payload: unknown): void;
  /**
   * Sends an event to one of the clients of a broadcast, which is encoded once for all of them. Without it, `sendEvent`
   * is called for each.
   */
  sendShared?(client: TClient, event: SharedEvent): void;
  /**
   * Returns why clients of the library would not accept an event of this name; `undefined` if they do. Called for events of
   * `clients.emit()`, which do not pass through the check of the library.
   */
  refuseEvent?(event: unknown): string | undefined;
  /**
   * Sends a request to a client.
   *
   * @returns resolves to the reply; `undefined` for a client that cannot reply
   */
  requestClient?(client: TClient, event: string, data: unknown, timeoutMs: number): Promise<unknown> | undefined;
  /** Whether {@link requestClient} rejects after the time-out. Without it, the caller sets a timer. */
  readonly limitsRequests?: boolean;
  /** Called with each message that reaches no handler; the adapter can call it too. */
  reportDiscarded?(client: TClient, discarded: DiscardedMessage, level?: 'warn' | 'error'): void;
}
