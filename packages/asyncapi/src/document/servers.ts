import type { AsyncApiHost } from '../async-api-config.js';
import type { AsyncApiReference, AsyncApiServer } from '../async-api-document.js';
import { addressOf } from './address.js';
import type { ChannelGroup } from './channel-groups.js';
import { Names } from './names.js';

/** A port and path to which the clients of one adapter connect on each host. */
interface Endpoint {
  readonly name: string;
  readonly group: ChannelGroup;
  /** The path of socket.io, whose channels are namespaces. */
  readonly pathname: string | undefined;
}

/** The servers of a document: one for each host, adapter and port, and for each path of socket.io. */
export class Servers {
  private readonly names = new Names<AsyncApiServer>();
  private readonly byEndpoint = new Map<string, readonly string[]>();

  constructor(groups: readonly ChannelGroup[], hosts: readonly AsyncApiHost[]) {
    const endpoints = new Map(groups.map((group) => [keyOf(group), endpointOf(group)]));
    for (const [key, endpoint] of endpoints) {
      const servers = hosts.map((host) => {
        const alone = endpoints.size === 1 && host.name !== '';
        const name = alone ? host.name : [host.name, endpoint.name].filter(Boolean).join('-');
        return this.names.add(name, describeServer(endpoint, host));
      });
      this.byEndpoint.set(key, servers);
    }
  }

  namesOf(group: ChannelGroup): readonly string[] {
    return this.byEndpoint.get(keyOf(group)) ?? [];
  }

  referencesTo(group: ChannelGroup): readonly AsyncApiReference[] {
    return this.namesOf(group).map((name) => ({ $ref: `#/servers/${name}` }));
  }

  /** @param securityOf returns the security of the server with this name */
  toObject(securityOf: (name: string) => readonly AsyncApiReference[]): Readonly<Record<string, AsyncApiServer>> {
    const servers = Object.entries(this.names.toObject()).map(([name, server]) => {
      const security = securityOf(name);
      return [name, security.length > 0 ? { ...server, security } : server] as const;
    });
    return Object.fromEntries(servers);
  }
}

/** Whether channels are namespaces of a server instead of paths. */
export function hasNamespaces({ protocol }: ChannelGroup): boolean {
  return protocol.name === 'socket.io';
}

function keyOf(group: ChannelGroup): string {
  return JSON.stringify([group.adapterName, group.protocol.name, group.port, hasNamespaces(group) && group.path]);
}

function endpointOf(group: ChannelGroup): Endpoint {
  const { adapterName, protocol, port, path } = group;
  const pathname = hasNamespaces(group) ? path : undefined;
  const parts = [adapterName ?? protocol.name, port > 0 && port, pathname !== protocol.path && pathname?.slice(1)];
  return { name: parts.filter(Boolean).join('-'), group, pathname };
}

function describeServer({ group, pathname }: Endpoint, host: AsyncApiHost): AsyncApiServer {
  const { protocol, port, adapterName } = group;
  const secure = host.secure === true;
  const place = pathname === undefined ? undefined : addressOf(pathname);
  const hasVariables = place && Object.keys(place.parameters).length > 0;
  return {
    host: port > 0 ? `${host.host.replace(/:\d+$/, '')}:${port}` : host.host,
    protocol: protocol.name === 'ws' && secure ? 'wss' : protocol.name,
    ...(place && { pathname: place.address }),
    ...(host.description && { description: host.description }),
    ...(hasVariables && { variables: place.parameters }),
    'x-portico': {
      ...(adapterName !== undefined && { adapter: adapterName }),
      port,
      protocol: protocol.name,
      secure,
      subprotocols: protocol.subprotocols,
    },
  };
}
