import type { Logger } from '@portico/common';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { GatewayOptions, GatewayRecord } from './gateway-record.js';
import { ServerHub } from './server-hub.js';

/** Gateways with one port and path. */
interface ServerGroup {
  readonly port: number;
  readonly gateways: GatewayRecord[];
}

/** The servers of one application: one for each port and path, and one hub for each namespace of it. */
export class ServerRegistry {
  private readonly roots: object[] = [];
  private readonly hubs = new Map<object, ServerHub>();

  constructor(
    private readonly adapter: GatewayAdapter,
    private readonly logger: Logger,
  ) {}

  /** Makes the servers that the gateways ask for. */
  create(gateways: readonly GatewayRecord[]): Map<GatewayRecord, ServerHub> {
    const hubOf = new Map<GatewayRecord, ServerHub>();
    for (const group of groupByServer(gateways)) {
      const root = this.createRoot(group);
      const namespaces = new Map<string, ServerHub>();
      for (const gateway of group.gateways) hubOf.set(gateway, this.hubFor(gateway, root, namespaces));
    }
    return hubOf;
  }

  /** Lets clients in, and waits until each server listens. */
  async open(): Promise<void> {
    for (const hub of this.hubs.values()) hub.open();
    await Promise.all(this.roots.map((root) => this.adapter.whenListening?.(root)));
  }

  /** Closes the servers, then waits for the clients to have left, then lets the adapter clear up. */
  async close(): Promise<void> {
    const closing = await Promise.allSettled(this.roots.splice(0).map(async (root) => this.adapter.close(root)));
    await Promise.all([...this.hubs.values()].map((hub) => hub.drained()));
    this.hubs.clear();
    await this.adapter.dispose?.();
    const failed = closing.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private createRoot({ port, gateways }: ServerGroup): object {
    const { namespace: _namespace, ...options } = mergeOptions(gateways, this.logger);
    const root = this.adapter.create(port, options) as object;
    this.roots.push(root);
    return root;
  }

  private hubFor(gateway: GatewayRecord, root: object, namespaces: Map<string, ServerHub>): ServerHub {
    const { namespace } = gateway.options;
    if (!namespace) return this.hubOn(root);
    const name = namespace instanceof RegExp ? namespace : withSlash(namespace);
    const known = namespaces.get(String(name));
    if (known) return known;
    const server = this.adapter.create(gateway.port, { ...gateway.options, namespace: name, server: root }) as object;
    const hub = this.hubOn(server);
    namespaces.set(String(name), hub);
    return hub;
  }

  private hubOn(server: object): ServerHub {
    let hub = this.hubs.get(server);
    if (!hub) {
      hub = new ServerHub(server, this.adapter, this.logger);
      this.hubs.set(server, hub);
    }
    return hub;
  }
}

function groupByServer(gateways: readonly GatewayRecord[]): Iterable<ServerGroup> {
  const groups = new Map<string, ServerGroup>();
  for (const gateway of gateways) {
    const key = `${gateway.port} ${withSlash(gateway.options.path ?? '')}`;
    const group = groups.get(key);
    if (group) group.gateways.push(gateway);
    else groups.set(key, { port: gateway.port, gateways: [gateway] });
  }
  return groups.values();
}

/** Options of gateways that share a server add up; where two disagree the first one's count. */
function mergeOptions(gateways: readonly GatewayRecord[], logger: Logger): GatewayOptions {
  const merged: Record<string, unknown> = {};
  for (const { name, options } of gateways) {
    for (const [key, value] of Object.entries(options)) {
      if (key in merged && merged[key] !== value && key !== 'namespace' && typeof value !== 'object') {
        const first = gateways.find((gateway) => key in gateway.options);
        logger.warn(
          `${name} and ${first?.name} share a server but disagree on its option "${key}": ${first?.name}'s counts.`,
        );
      }
      if (!(key in merged)) merged[key] = value;
    }
  }
  return merged;
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
