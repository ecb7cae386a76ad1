import type { INestApplication } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';

/** An adapter with every option of its own. */
export function limitedAdapter(app: INestApplication, count: (reason: string) => void): WsAdapter {
  // #region options
  const adapter = new WsAdapter(app, {
    maxBufferedBytes: 1024 * 1024, // what may wait for a client that does not read
    heartbeatInterval: 30_000, // from ping to ping: who does not answer is cut
    closeTimeout: 5_000, // how long clients have to say goodbye
    onDroppedMessage: (_client, { reason }) => count(reason), // frames that no handler saw
  });
  // #endregion
  return adapter;
}
