import type { INestApplication } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';

/** An adapter with every option of its own. */
export function limitedAdapter(app: INestApplication, count: (reason: string) => void): WsAdapter {
  // #region options
  const adapter = new WsAdapter(app, {
    maxBufferedBytes: 1024 * 1024, // buffered for a client that does not read
    heartbeatInterval: 30_000, // between pings: clients that do not reply are disconnected
    closeTimeout: 5_000, // for the closing handshake of a client
    onDroppedMessage: (_client, { reason }) => count(reason), // frames that reached no handler
  });
  // #endregion
  return adapter;
}
