import type { PendingRequest, ReplyWriter } from './codec.js';
import type { DroppedMessage } from './dropped-message.js';
import type { SessionStart } from './session-start.js';

/**
 * Where an adapter passes the messages of its clients: one for all clients of a server, so that a connection costs no
 * closure and a message no stream.
 */
export interface MessageReceiver<TClient = any> {
  /**
   * The events that handlers subscribe to, for libraries that subscribe event by event: the names of events, and object
   * patterns as JSON with sorted keys.
   */
  readonly events: ReadonlySet<string>;

  /**
   * Takes a message: finds its handlers, runs them in the order of the client's messages, and replies through
   * `sendReply` of the adapter. Never throws; failures are handled by the exception filters.
   *
   * @param event the name of the event, or an object pattern
   * @param ack the acknowledgement callback of the client, if it requested one
   * @param traceparent the span in which the client has sent it, as W3C Trace Context writes it
   * @example
   * client.on('message', (frame) => receiver.receive(client, ...decode(frame)));
   */
  receive(client: TClient, event: unknown, data: unknown, ack?: Function, traceparent?: string): void;

  /**
   * Takes a message that needs a reply, which is written by `writer` in place of `sendReply` of the adapter. Never throws.
   *
   * @param event the name of the event, or an object pattern
   * @param traceparent as for {@link receive}
   */
  request(client: TClient, event: unknown, data: unknown, writer: ReplyWriter, traceparent?: string): PendingRequest;

  /**
   * Offers a client whose codec has sessions: the client continues the session of an earlier connection, or begins one. Call it
   * before any of its messages is passed on.
   *
   * @param token what `takeResumeToken()` has found in the request of the client
   * @param tell called once, before any event is sent to the client
   * @returns `false` if sessions are not kept; `tell` is not called then
   */
  recover?(client: TClient, token: string | undefined, tell: (start: SessionStart) => void): boolean;

  /**
   * Counts and reports a message that cannot be handled, such as a frame that could not be decoded.
   *
   * @param level `error` where the application is at fault, not the client
   */
  discard(client: TClient, dropped: DroppedMessage, level?: 'warn' | 'error'): void;
}
