import { isObject } from '@portico/common/internal';
import type { TransportHost } from '@portico/core/transports';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import { WS_ADAPTER } from '../../contracts/adapter/ws-adapter.js';
import { webSocketError } from '../../errors.js';

const provided = new WeakSet<GatewayAdapter>();

/**
 * Returns the adapter that a module provides under `WS_ADAPTER`.
 *
 * @throws FrameworkError `PORTICO_WS_ADAPTER` if several modules provide one, or if it is not an adapter
 */
export function findProvidedAdapter(host: TransportHost): GatewayAdapter | undefined {
  const found = host.singletonsOf(WS_ADAPTER).filter((each) => each !== undefined && each !== null);
  if (found.length > 1) {
    throw webSocketError(
      'PORTICO_WS_ADAPTER',
      `${found.length} modules provide WS_ADAPTER, but the gateways of an application share one adapter.`,
      'Provide it in one module, or call app.useWebSocketAdapter(adapter), which takes precedence.',
    );
  }
  const [adapter] = found;
  if (adapter === undefined) return undefined;
  if (!isAdapter(adapter)) {
    throw webSocketError(
      'PORTICO_WS_ADAPTER',
      'The provider of WS_ADAPTER is not an adapter: it has no create() and bindClientConnect().',
      'Provide an instance, for example { provide: WS_ADAPTER, useClass: WsAdapter }.',
    );
  }
  provided.add(adapter);
  return adapter;
}

/**
 * Gives a provided adapter its application. The applications of a testing module share the adapter and may start at the
 * same time, so nothing may be awaited before the servers are created.
 */
export function bindProvidedAdapter(adapter: GatewayAdapter, application: TransportHost['application']): void {
  if (provided.has(adapter)) adapter.bindApplication?.(application);
}

function isAdapter(value: unknown): value is GatewayAdapter {
  return isObject(value) && typeof value.create === 'function' && typeof value.bindClientConnect === 'function';
}
