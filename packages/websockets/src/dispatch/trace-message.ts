import { traceCall } from '@portico/core/transports';
import { portableClientOf } from '../clients/portable-client.js';
import type { ConnectionRooms } from '../connections/connection.js';
import type { GatewayClient } from '../contracts/gateways/gateway-client.js';
import { type MessageOutcome, type MessageTrace, messageChannel } from '../diagnostics/channels.js';
import type { ServerPlace } from '../diagnostics/server-place.js';
import type { Message } from './message.js';

/** Calls the handler of a message, and publishes it on `portico:ws:message`. */
export function traceMessage(message: Message): void {
  const { connection } = message;
  // Set before the first message of a client.
  const { place } = connection.rooms as ConnectionRooms;
  traceCall(messageChannel, new TracedMessage(message, place, portableClientOf(connection)), (open) => {
    message.trace = open;
    message.run();
  });
}

/** Of a class, with all properties from the beginning: a literal that copies the place takes a tenth of an observed message. */
class TracedMessage implements MessageTrace {
  readonly server: object;
  readonly path: string | undefined;
  readonly namespace: string | undefined;
  readonly event: string;
  readonly data: unknown;
  readonly gateway: MessageTrace['gateway'];
  readonly handler: string;
  readonly traceparent: string | undefined;
  outcome?: MessageOutcome;
  error?: unknown;

  constructor(
    { route, handler, data, traceparent }: Message,
    { server, path, namespace }: ServerPlace,
    readonly client: GatewayClient,
  ) {
    this.server = server;
    this.path = path;
    this.namespace = namespace;
    this.event = route.event;
    this.data = data;
    this.gateway = handler.gateway;
    this.handler = handler.methodName;
    this.traceparent = traceparent;
  }
}
