import type { TransportHost } from '@portico/core/transports';
import type { AdaptedGateway } from './choose-adapters.js';
import { bindProvidedAdapter } from './provided-adapter.js';

/**
 * Prepares the adapters of an application before they create servers: provided ones get the application, and all of them
 * share dedicated ports, which do not listen yet.
 *
 * @returns a function that makes the ports listen
 */
export function prepareAdapters(
  gateways: readonly AdaptedGateway[],
  { application, config }: Pick<TransportHost, 'application' | 'config'>,
): () => void {
  const adapters = [...new Set(gateways.map(({ choice }) => choice.adapter))];
  adapters.forEach((adapter, index) => {
    bindProvidedAdapter(adapter, application);
    for (const other of adapters.slice(0, index)) adapter.sharePorts?.(other);
    if (config.forceCloseConnections) adapter.forceCloseConnections = true;
  });
  const listening = adapters.map((adapter) => adapter.holdPorts?.());
  return () => {
    for (const listen of listening) listen?.();
  };
}
