import type { INestApplicationContext } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';
import { createAdapter } from '@socket.io/cluster-adapter';

/** Plain WebSockets with rooms that span all processes of a cluster. */
export function createClusterWsAdapter(app: INestApplicationContext): WsAdapter {
  return new WsAdapter(app, { adapter: createAdapter() });
}
