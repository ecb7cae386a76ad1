import { connectionOf } from './connection-of.js';
import { sendByShape } from './send-by-shape.js';

/** Sends an event to a client through the adapter that it came by. */
export function sendToClient(client: object, event: string, payload: unknown): void {
  const adapter = connectionOf(client)?.adapter;
  if (adapter?.sendEvent) adapter.sendEvent(client, event, payload);
  else sendByShape(client, event, payload);
}
