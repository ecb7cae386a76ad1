// #region servers
import { gatewayServers } from '@portico/websockets';

export function describeLoad(): string[] {
  return [...gatewayServers()].map(
    ({ path, gateways, clients, stats }) =>
      `${gateways.join(', ')} at ${path}: ${clients} clients, ${stats.running} messages running, ` +
      `${stats.queued} queued, ${stats.bufferedBytes} bytes not yet read`,
  );
}
// #endregion
