import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Type } from '@portico/common';
import { openChannel, type TraceChannel } from '@portico/core/transports';
import type { DiscardedMessage } from '../contracts/adapter/discarded-message.js';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';
import type { GatewayClient } from '../contracts/gateways/gateway-client.js';
import type { ServerPlace } from './server-place.js';

/**
 * A client that a platform has accepted, from connecting to disconnecting, as `portico:ws:connection` publishes it.
 *
 * @see docs/observability.md
 */
export interface ConnectionTrace extends ServerPlace {
  readonly client: GatewayClient;
  /** Why its guards or limits have refused it, on platforms that check clients after they have connected. */
  refusal?: HandshakeRefusal | undefined;
  error?: unknown;
}

/** How a message has ended. */
export type MessageOutcome =
  | 'completed'
  /** The exception filters have handled a failure. */
  | 'failed'
  /** Its client had disconnected before the reply. */
  | 'unsent'
  /** Its client has cancelled it. */
  | 'cancelled';

/**
 * One message with one of its handlers, from the call of the handler to the end of its result, as `portico:ws:message`
 * publishes it.
 *
 * @see docs/observability.md
 */
export interface MessageTrace extends ServerPlace {
  readonly client: GatewayClient;
  /** The event that the handler subscribes to. */
  readonly event: string;
  readonly data: unknown;
  readonly gateway: Type<object>;
  /** The name of the method of the gateway. */
  readonly handler: string;
  /** The span in which the client sent it, in the format of W3C Trace Context, if its protocol supports that. */
  readonly traceparent: string | undefined;
  /** Set when `asyncEnd` is published. */
  outcome?: MessageOutcome;
  /**
   * The error that a guard, pipe, interceptor, the handler or its stream has thrown, before exception filters handle
   * it.
   */
  error?: unknown;
}

/** A message that reaches no handler, as `portico:ws:discard` publishes it. */
export interface DiscardedMessageEvent extends DiscardedMessage {
  /** `undefined` if it has disconnected. */
  readonly client: GatewayClient | undefined;
}

/** A client that is not accepted, as `portico:ws:refusal` publishes it. */
export interface RefusedHandshake extends ServerPlace, HandshakeRefusal {
  readonly request: IncomingMessage;
}

export const connectionChannel: TraceChannel<ConnectionTrace> = openChannel('portico:ws:connection');

export const messageChannel: TraceChannel<MessageTrace> = openChannel('portico:ws:message');

/** Of {@link DiscardedMessageEvent}. */
export const discardChannel = channel('portico:ws:discard');

/** Of {@link RefusedHandshake}. */
export const refusalChannel = channel('portico:ws:refusal');
