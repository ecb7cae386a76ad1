import type { PendingRequest, ReplyWriter } from './codec.js';
import type { DiscardedMessage } from './discarded-message.js';
import type { SessionStart } from './session-start.js';

/**
 * Receives the messages of an adapter. One receiver serves all clients of a server, so a connection needs no closure,
 * and a message no stream.
 *
 * @example
 * client.on('message', (frame) => receiver.receive(client, ...decode(frame)));
 * @see docs/websocket-adapters.md#optional-members
 */
export interface MessageReceiver<TClient = any> {
  /**
   * The events that handlers subscribe to, for libraries that subscribe event by event: the names of events, and object
   * patterns as JSON with sorted keys.
   */
  readonly events: ReadonlySet<string>;

  /**
   * Handles a message: finds its handlers, runs them in the order of the client's messages, and replies through
   * `sendReply` of the adapter. Never throws; failures are handled by the exception filters.
   *
   * @param event the name of the event, or an object pattern
   * @param ack the acknowledgement callback of the client, if it requested one
   * @param traceparent the span in which the client sent it, in the format of W3C Trace Context
   * @example
   * client.on('message', (frame) => receiver.receive(client, ...decode(frame)));
   */
  receive(client: TClient, event: unknown, data: unknown, ack?: Function, traceparent?: string): void;

  /**
   * Handles a message that needs a reply, which `writer` writes in place of `sendReply` of the adapter. Never throws.
   *
   * @param event the name of the event, or an object pattern
   * @param traceparent as for {@link receive}
   */
  request(client: TClient, event: unknown, data: unknown, writer: ReplyWriter, traceparent?: string): PendingRequest;

  /**
   * Continues the session of an earlier connection for a client whose codec has sessions, or begins a new one. Call it
   * before any of its messages is passed on.
   *
   * @param token the token that `takeResumeToken()` has found in the request of the client
   * @param sendStart called once, before any event is sent to the client
   * @returns `false` if sessions are not kept; in that case `sendStart` is not called
   */
  recover?(client: TClient, token: string | undefined, sendStart: (start: SessionStart) => void): boolean;

  /**
   * Counts and reports a message that cannot be handled, such as a frame that could not be decoded.
   *
   * @param level `error` if the fault is in the application, not in the client
   */
  discard(client: TClient, discarded: DiscardedMessage, level?: 'warn' | 'error'): void;
}
