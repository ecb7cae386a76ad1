// @ts-check
// Native WebSocket with @portico/client. connection.js reconnects in the same way for both libraries.
import { createClient } from './portico-client.js';

/** @import { Transport, TransportEvents } from './connection.js' */

/**
 * @param {TransportEvents} events
 * @returns {Transport}
 */
export function openWebSocket({ names, onOpen, onEvent, onClose }) {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/`;
  const client = createClient(url, { reconnect: false });
  client.status.subscribe((status) => {
    if (status === 'open') onOpen();
    else if (status === 'closed') onClose();
  });
  for (const name of names) client.on(name, (data) => onEvent(name, data));
  return { send: (event, data) => client.emit(event, data), close: () => client.close() };
}
