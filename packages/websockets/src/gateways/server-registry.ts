import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import type { StoppedWork } from '@portico/core/transports';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { AddressOf } from '../handshake/client-address.js';
import { warnOfDisagreement } from '../servers/warn-of-disagreement.js';
import { describeServer } from './describe-server.js';
import type { GatewayOptions, GatewayRecord } from './gateway-record.js';
import { unmatchedPath } from './server-errors.js';
import { groupByServer, orderByNamespace, type ServerGroup } from './server-groups.js';
import { ServerHub } from './server-hub.js';

const DEFAULT_BATCH_SIZE = 1_000;
const DEFAULT_INTERVAL_MS = 500;
const DEFAULT_TIMEOUT_MS = 30_000;

/** `handleDisconnect` of clients that the deadline cut has this time. */
const LEAST_HOOK_TIME_MS = 1_000;

/** The server and the hub of a gateway. */
export interface GatewayPlace {
  /** What `@WebSocketServer()` receives. */
  readonly server: object;
  readonly hub: ServerHub;
}

/** The servers of one application: one for each port and path, and one hub for each namespace of it. */
export class ServerRegistry {
  private readonly roots: object[] = [];
  private readonly hubs = new Map<object, ServerHub>();
  private readonly names = new Set<string>();

  constructor(
    private readonly adapter: GatewayAdapter,
    private readonly logger: Logger,
    private readonly addressOf: AddressOf,
  ) {}

  /** Makes the servers that the gateways ask for. */
  create(gateways: readonly GatewayRecord[]): Map<GatewayRecord, GatewayPlace> {
    const places = new Map<GatewayRecord, GatewayPlace>();
    for (const group of groupByServer(gateways)) {
      const root = this.createRoot(group);
      const namespaces = new Map<unknown, GatewayPlace>();
      const roomsName = this.nameOf(group);
      for (const gateway of orderByNamespace(group.gateways))
        places.set(gateway, this.placeOf(gateway, root, namespaces, roomsName));
    }
    return places;
  }

  /** Accepts clients when `afterInit` of every gateway has completed, and waits until each server listens. */
  async open(initialized: Promise<unknown> | undefined, listen: () => void): Promise<void> {
    for (const hub of this.hubs.values()) hub.open(initialized);
    await initialized;
    listen();
    await Promise.all(this.roots.map((root) => this.adapter.whenListening?.(root)));
  }

  /** Takes no more clients and no more messages. Resolves when clients that were being checked have been refused. */
  async beforeClose(): Promise<void> {
    const refused = [...this.hubs.values()].map((hub) => hub.refuse());
    for (const root of this.roots) this.adapter.beforeClose?.(root);
    // A library sends in a later turn, and a refusal that has not left when its connection ends is lost.
    if (refused.includes(true)) for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
  }

  /**
   * Lets messages that are under way complete, disconnects the clients, closes the servers, waits for the hooks of the clients,
   * then lets the adapter clear up.
   *
   * @param deadline when what is under way is given up, as `Date.now()` tells time
   * @returns what was given up
   */
  async close(deadline?: number): Promise<StoppedWork> {
    const refused = this.beforeClose();
    const end = Math.min(deadline ?? Number.POSITIVE_INFINITY, Date.now() + this.timeoutMs);
    const stopped = this.adapter.forceCloseConnections ? {} : await this.finish(end);
    await refused;
    // The last one first: it may have wrapped what those before it added to their HTTP server.
    const closing = await Promise.allSettled(
      this.roots
        .splice(0)
        .reverse()
        .map(async (root) => {
          await this.adapter.close(root);
          await this.adapter.whenClosed?.(root);
        }),
    );
    const left = deadline === undefined ? undefined : Math.max(LEAST_HOOK_TIME_MS, deadline - Date.now());
    await Promise.all([...this.hubs.values()].map((hub) => hub.drained(left)));
    for (const hub of this.hubs.values()) hub.dispose();
    this.hubs.clear();
    await this.adapter.dispose?.();
    const failed = closing.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return stopped;
  }

  private get timeoutMs(): number {
    return this.adapter.shutdown?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** Completes what is under way until the deadline. */
  private async finish(deadline: number): Promise<StoppedWork> {
    const { batchSize = DEFAULT_BATCH_SIZE, intervalMs = DEFAULT_INTERVAL_MS } = this.adapter.shutdown ?? {};
    const hubs = [...this.hubs.values()];
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Math.max(0, deadline - Date.now()));
    await Promise.all(hubs.map((hub) => hub.finish({ batchSize, intervalMs, signal: controller.signal })));
    clearTimeout(timer);
    if (!controller.signal.aborted) return {};
    const left = hubs.map((hub) => hub.stop());
    // There is no time for closing handshakes.
    this.adapter.forceCloseConnections = true;
    return {
      'WebSocket messages': sum(left.map(({ messages }) => messages)),
      'WebSocket clients': sum(left.map(({ clients }) => clients)),
    };
  }

  private createRoot({ port, template, gateways }: ServerGroup): object {
    if (template?.isPattern && !this.adapter.matchesPaths) {
      this.logger.warn(unmatchedPath(gateways.map(({ name }) => name).join(', '), template.path).message);
    }
    const root = this.adapter.create(port, mergeOptions(gateways, this.logger)) as object;
    this.roots.push(root);
    this.logger.log(describeServer(this.adapter, root, gateways));
    return root;
  }

  /** Processes that share rooms may listen on different ports: the port distinguishes only servers of one process. */
  private nameOf({ port, gateways: [gateway] }: ServerGroup): string {
    const path = withSlash(gateway?.options.path ?? '');
    const name = this.names.has(path) ? `${path}:${port}` : path;
    this.names.add(name);
    // Not the name of a namespace of socket.io, which may use the same room adapter.
    return `ws:${name}`;
  }

  private placeOf(
    gateway: GatewayRecord,
    root: object,
    namespaces: Map<unknown, GatewayPlace>,
    roomsName: string,
  ): GatewayPlace {
    const { namespace } = gateway.options;
    if (!namespace) return { server: root, hub: this.hubOn(root, roomsName, gateway) };
    const name = typeof namespace === 'string' ? withSlash(namespace) : namespace;
    const key = name instanceof RegExp ? String(name) : name;
    const known = namespaces.get(key);
    if (known) return known;
    const server = this.adapter.create(gateway.port, {
      ...libraryOptions(gateway.options),
      namespace: name,
      server: root,
    }) as object;
    // The clients of the namespace '/' are those of the server itself: with a second hub each would have two states.
    const place = { server, hub: this.hubOn(name === '/' ? root : server, roomsName, gateway) };
    namespaces.set(key, place);
    return place;
  }

  private hubOn(server: object, roomsName: string, { name, options }: GatewayRecord): ServerHub {
    let hub = this.hubs.get(server);
    if (!hub) {
      hub = new ServerHub(server, this.adapter, this.logger, roomsName, this.addressOf);
      this.hubs.set(server, hub);
    }
    hub.recover(name, options.connectionStateRecovery);
    return hub;
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** What concerns one gateway, and not the server that it shares. */
const OWN_OPTIONS: ReadonlySet<string> = new Set([
  'namespace',
  'waitForConnection',
  'requestScope',
  'dispatch',
  'rooms',
  'origins',
  'maxClients',
  'maxClientsPerAddress',
  'maxHandshakesPerSecond',
  'guardConnections',
]);

function libraryOptions(options: GatewayOptions): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !OWN_OPTIONS.has(key)));
}

/** Options of gateways that share a server add up; where two disagree the first one's value is used. */
function mergeOptions(gateways: readonly GatewayRecord[], logger: Logger): GatewayOptions {
  const merged: Record<string, unknown> = {};
  for (const { name, options } of gateways) {
    for (const [key, value] of Object.entries(libraryOptions(options))) {
      if (key in merged && !isDeepStrictEqual(merged[key], value)) {
        const first = gateways.find((gateway) => key in gateway.options) as GatewayRecord;
        warnOfDisagreement(logger, name, first.name, key);
      }
      if (!(key in merged)) merged[key] = value;
    }
  }
  return merged;
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
