import { setImmediate } from 'node:timers';
import type { Logger } from '@portico/common';
import { type StoppedWork, warnOfUncallableMethods } from '@portico/core/transports';
import type { AddressOf } from '../../connections/client-address.js';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import type { ServerPlace } from '../../diagnostics/server-place.js';
import type { AdaptedGateway } from '../adapters/choose-adapters.js';
import { closeServer } from '../adapters/close-adapters.js';
import { describeServer } from '../description/describe-server.js';
import { isMessageHandler } from '../gateway-record.js';
import { libraryOptions, mergeOptions } from '../options/server-options.js';
import { warnAboutMisspelledOptions } from '../options/warn-about-misspelled-options.js';
import { AdapterServers } from './adapter-servers.js';
import type { GatewayServer } from './gateway-server.js';
import { rejectSharedPaths } from './reject-shared-paths.js';
import { unmatchedPath } from './server-errors.js';
import { groupByServer, orderByNamespace, type ServerGroup } from './server-groups.js';
import type { ServerHub } from './server-hub.js';
import { ServerNames, withSlash } from './server-names.js';

/** How long each step after the deadline may take: closing the servers, `handleDisconnect`, and `dispose`. */
const LEAST_STEP_TIME_MS = 1_000;

/** The server and the hub of a gateway. */
export interface GatewayPlace {
  /** The value of `@WebSocketServer()`. */
  readonly server: object;
  readonly hub: ServerHub;
}

/** The servers of one application: one for each adapter, port and path, and one hub for each namespace of it. */
export class ServerRegistry {
  /** In the order of creation. */
  private readonly servers: GatewayServer[] = [];
  private readonly adapters = new Map<GatewayAdapter, AdapterServers>();
  private readonly names = new ServerNames();

  constructor(
    private readonly logger: Logger,
    private readonly addressOf: AddressOf,
  ) {}

  /**
   * Creates the servers of the gateways.
   *
   * @throws FrameworkError `PORTICO_WS_PATH` for invalid or conflicting paths
   */
  create(gateways: readonly AdaptedGateway[]): Map<AdaptedGateway, GatewayPlace> {
    const places = new Map<AdaptedGateway, GatewayPlace>();
    for (const group of groupByServer(gateways)) {
      for (const gateway of group.gateways) {
        warnAboutMisspelledOptions(gateway, this.logger);
        warnOfUncallableMethods(gateway.type, '@SubscribeMessage()', isMessageHandler, this.logger);
      }
      const root = this.createRoot(group);
      const namespaces = new Map<unknown, GatewayPlace>();
      const roomsName = this.names.nameFor(group);
      for (const gateway of orderByNamespace(group.gateways))
        places.set(gateway, this.placeOf(gateway, root, namespaces, roomsName));
    }
    rejectSharedPaths(this.servers);
    return places;
  }

  /** Accepts clients after `afterInit` of every gateway has completed, and waits until each server listens. */
  async open(initialized: Promise<unknown> | undefined, listen: () => void): Promise<void> {
    for (const each of this.adapters.values()) each.open(initialized);
    await initialized;
    listen();
    await Promise.all(this.servers.map(({ group, server }) => group.choice.adapter.whenListening?.(server)));
  }

  /** Accepts no more clients and messages. Resolves when clients that were being checked have been refused. */
  async beforeClose(): Promise<void> {
    const refused = [...this.adapters.values()].map((each) => each.refuse());
    for (const { group, server } of this.servers) group.choice.adapter.beforeClose?.(server);
    // A library sends in a later iteration of the event loop, and a refusal that has not been sent when its connection
    // ends is lost.
    if (refused.includes(true)) for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
  }

  /**
   * Waits for accepted messages, disconnects the clients, closes the servers, waits for the hooks of the clients, then
   * calls `dispose` of the adapters. A server or an adapter that takes too long is logged and not waited for.
   *
   * @param deadline when remaining messages are stopped, as a value of `Date.now()`
   * @returns the work that was stopped
   */
  async close(deadline?: number): Promise<StoppedWork> {
    const refused = this.beforeClose();
    const adapters = [...this.adapters.values()];
    const stopped = await Promise.all(adapters.map((each) => each.finish(deadline)));
    await refused;
    const timeLeft = (): number | undefined =>
      deadline === undefined ? undefined : Math.max(LEAST_STEP_TIME_MS, deadline - Date.now());
    const waiting = timeLeft();
    // The last one first: it may have wrapped what those before it added to their HTTP server.
    const closing = await Promise.allSettled(
      this.servers
        .splice(0)
        .reverse()
        .map(({ group: { choice }, server }) => closeServer(this.logger, choice.adapter, server, waiting)),
    );
    const left = timeLeft();
    await Promise.all(adapters.map((each) => each.drained(left)));
    this.adapters.clear();
    const disposing = await Promise.allSettled(adapters.map((each) => each.dispose(left)));
    const failed = [...closing, ...disposing].find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return addUp(stopped);
  }

  private createRoot(group: ServerGroup): object {
    const { choice, port, template, gateways } = group;
    const { adapter } = choice;
    if (template?.isPattern && !adapter.matchesPaths) {
      this.logger.warn(unmatchedPath(gateways.map(({ name }) => name).join(', '), template.path).message);
    }
    const server: object = adapter.create(port, mergeOptions(gateways, this.logger));
    this.servers.push({ group, server });
    this.logger.log(describeServer(choice, server, gateways));
    return server;
  }

  private placeOf(
    gateway: AdaptedGateway,
    root: object,
    namespaces: Map<unknown, GatewayPlace>,
    roomsName: string,
  ): GatewayPlace {
    const { adapter } = gateway.choice;
    const { namespace } = gateway.options;
    const path = adapter.pathOf?.(root) ?? gateway.options.path;
    const hubAt = (place: ServerPlace): ServerHub => this.serversOf(adapter).hubOn(place, roomsName, gateway);
    if (!namespace) return { server: root, hub: hubAt({ server: root, path, namespace: undefined }) };
    const name = typeof namespace === 'string' ? withSlash(namespace) : namespace;
    const key = name instanceof RegExp ? String(name) : name;
    const known = namespaces.get(key);
    if (known) return known;
    const server: object = adapter.create(gateway.port, {
      ...libraryOptions(gateway.options),
      namespace: name,
      server: root,
    });
    // The clients of the namespace '/' are those of the server itself: with a second hub, each would have two states.
    const own = { server: name === '/' ? root : server, path, namespace: nameOfNamespace(name) };
    const place = { server, hub: hubAt(own) };
    namespaces.set(key, place);
    return place;
  }

  private serversOf(adapter: GatewayAdapter): AdapterServers {
    let servers = this.adapters.get(adapter);
    if (!servers) {
      servers = new AdapterServers(adapter, this.logger, this.addressOf);
      this.adapters.set(adapter, servers);
    }
    return servers;
  }
}

/** Adds up the stopped work of several adapters. */
function addUp(stopped: readonly StoppedWork[]): StoppedWork {
  const sums: Record<string, number> = {};
  for (const [work, count] of stopped.flatMap(Object.entries)) sums[work] = (sums[work] ?? 0) + count;
  return sums;
}

function nameOfNamespace(namespace: string | RegExp | Function): string {
  return typeof namespace === 'function' ? namespace.name || 'function' : String(namespace);
}
