import { createClient, type SocketConstructor } from '@portico/client';

// #region types
interface Desk {
  messages: { ticket: { body: string } };
  events: { ticket: string };
}
// #endregion

/** An agent who reads tickets, and reloads all of them if some were missed. */
export function startAgent(url: string, WebSocket: SocketConstructor, log: (line: string) => void) {
  // #region client
  const client = createClient<Desk>(url, { WebSocket });
  client.on('ticket', (text) => log(text));
  client.status.subscribe((status) => {
    if (status === 'open' && !client.session?.recovered) log('load all tickets'); // the first time, and when history is gone
  });
  // #endregion client
  return client;
}
