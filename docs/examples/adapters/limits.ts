import type { INestApplication } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';

/** An adapter with every option of its own. */
export function limitedAdapter(app: INestApplication, count: (reason: string) => void): WsAdapter {
  // #region options
  const adapter = new WsAdapter(app, {
    maxBufferedBytes: 1024 * 1024, // buffered for a client that does not read
    heartbeatInterval: 30_000, // between pings: clients that do not reply are disconnected
    closeTimeout: 5_000, // for the closing handshake of a client
    highWaterMark: 256 * 1024, // generators pause while as many bytes are buffered for their client
    dispatch: { queueSize: 100, overflow: 'pause' }, // messages of one client that wait
    shutdown: { batchSize: 500, timeoutMs: 10_000 }, // how app.close() disconnects clients
    onDiscardedMessage: (_client, { reason }) => count(reason), // frames that reached no handler
  });
  // #endregion
  return adapter;
}
