import { connectionOf } from './connection-of.js';
import { sendByShape } from './send-by-shape.js';

const unaccepted = new WeakSet<object>();

/** Sends an event to a client through its adapter. */
export function sendToClient(client: object, event: string, payload: unknown): void {
  const connection = connectionOf(client);
  const session = connection?.session;
  // Through its room, so that it is sent again if the client misses it.
  if (session && session.pid !== '') connection.rooms?.clients.to(session.sid).emit(event, payload);
  else if (connection?.adapter.sendEvent) connection.adapter.sendEvent(client, event, payload);
  else if (connection || !unaccepted.has(client)) sendByShape(client, event, payload);
}

/** Sends no events to a socket that is not connected yet: filters may be called before it is accepted. */
export function holdEvents(client: object): void {
  unaccepted.add(client);
}
