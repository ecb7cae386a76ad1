import { traceCall } from '@portico/core/transports';
import { faceOf } from '../clients/client-face.js';
import type { ConnectionRooms } from '../clients/connection.js';
import { type MessageTrace, messageChannel } from '../diagnostics/channels.js';
import type { Message } from './message.js';

/** Calls the handler of a message, and publishes it on `portico:ws:message` while somebody subscribes. */
export function runMessage(message: Message): void {
  if (messageChannel.hasSubscribers) trace(message);
  else message.run();
}

function trace(message: Message): void {
  const { connection, route, handler, data, traceparent } = message;
  const { place } = connection.rooms as ConnectionRooms;
  const opened: MessageTrace = {
    ...place,
    client: faceOf(connection),
    event: route.event,
    data,
    gateway: handler.gateway,
    handler: handler.methodName,
    traceparent,
  };
  traceCall(messageChannel, opened, (open) => {
    message.trace = open;
    message.run();
  });
}
