import type { GatewayDescription } from '@portico/websockets';
import type { ClientProtocol } from '@portico/websockets/adapters';

/** The protocol of adapters that do not declare one. Their frames are not known. */
const UNKNOWN_PROTOCOL: ClientProtocol = { name: 'ws', path: '/', isFramed: false, subprotocols: [] };

/** The gateways of one path or namespace. */
export interface ChannelGroup {
  readonly adapterName: string | undefined;
  readonly protocol: ClientProtocol;
  readonly port: number;
  readonly path: string;
  readonly namespace: GatewayDescription['namespace'];
  readonly gateways: [GatewayDescription, ...GatewayDescription[]];
}

/** Gateways with the same adapter, port, path and namespace share their clients. */
export function groupByChannel(gateways: readonly GatewayDescription[]): readonly ChannelGroup[] {
  const groups = new Map<string, ChannelGroup>();
  const adapters: unknown[] = [undefined];
  for (const gateway of gateways) {
    const { adapter, adapterName, port } = gateway;
    if (!adapters.includes(adapter)) adapters.push(adapter);
    const protocol = adapter?.clientProtocol ?? UNKNOWN_PROTOCOL;
    const path = gateway.path ?? protocol.path;
    const namespace = withSlash(gateway.namespace);
    const key = JSON.stringify([adapters.indexOf(adapter), adapterName, port, path, String(namespace)]);
    const group = groups.get(key);
    if (group) group.gateways.push(gateway);
    else groups.set(key, { adapterName, protocol, port, path, namespace, gateways: [gateway] });
  }
  return [...groups.values()];
}

function withSlash(namespace: GatewayDescription['namespace']): GatewayDescription['namespace'] {
  return typeof namespace === 'string' && !namespace.startsWith('/') ? `/${namespace}` : namespace;
}
