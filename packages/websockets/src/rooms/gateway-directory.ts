import { ApplicationConfig } from '@portico/core';
import type { FindProvided } from '@portico/core/transports';
import type { ClientGroup } from '../contracts/gateways/client-group.js';
import { webSocketError } from '../errors.js';
import { GATEWAY_WATERMARK } from '../metadata/keys.js';
import { ClientSelection } from './client-selection.js';
import { CombinedClients } from './combined-clients.js';
import type { ServerRooms } from './server-rooms.js';

/** The class of a gateway, or a function that returns it. */
export type GatewayReference =
  | (abstract new (
      ...args: any[]
    ) => object)
  | (() => abstract new (...args: any[]) => object);

const directories = new WeakMap<object, GatewayDirectory>();

/** The servers of the gateways of an application. */
class GatewayDirectory {
  private readonly byGateway = new Map<Function, ServerRooms>();

  add(gateway: Function, rooms: ServerRooms): void {
    this.byGateway.set(gateway, rooms);
  }

  /** @throws FrameworkError `PORTICO_WS_CLIENTS` */
  find(gateway: Function | undefined): ServerRooms {
    if (this.byGateway.size === 0) throw notStarted();
    if (gateway) {
      const rooms = this.byGateway.get(gateway);
      if (rooms) return rooms;
      throw unknownGateway(gateway.name, this.names);
    }
    const [first, ...others] = new Set(this.byGateway.values());
    if (first && others.length === 0) return first;
    throw severalServers(this.names);
  }

  /** Those that its gateways are at. */
  get servers(): ReadonlySet<object> {
    return new Set([...this.byGateway.values()].map(({ place }) => place.server));
  }

  private get names(): string {
    return [...this.byGateway.keys()].map(({ name }) => name).join(', ');
  }
}

export function directoryOf(application: object): GatewayDirectory {
  let directory = directories.get(application);
  if (!directory) {
    directory = new GatewayDirectory();
    directories.set(application, directory);
  }
  return directory;
}

/** Returns the clients of gateways of an application, whose servers need not exist yet. */
export function clientsOf(
  find: FindProvided,
  reference: GatewayReference | readonly GatewayReference[] | undefined,
): ClientGroup {
  const directory = directoryOf(find(ApplicationConfig));
  if (isList(reference)) {
    let groups: ClientGroup[] | undefined;
    return new CombinedClients(() => {
      // Gateways that share a server share its clients: none receives an event twice.
      groups ??= [...new Set(reference.map((each) => directory.find(gatewayOf(each))))].map(({ clients }) => clients);
      return groups;
    });
  }
  let rooms: ServerRooms | undefined;
  return new ClientSelection(() => {
    rooms ??= directory.find(reference && gatewayOf(reference));
    return rooms;
  });
}

function isList<T extends object>(value: T | readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value);
}

function gatewayOf(reference: GatewayReference): Function {
  if (Reflect.getMetadata(GATEWAY_WATERMARK, reference)) return reference;
  // A function without a prototype is an arrow function that returns the class.
  return Object.hasOwn(reference, 'prototype') ? reference : (reference as () => Function)();
}

function notStarted(): Error {
  return webSocketError(
    'PORTICO_WS_CLIENTS',
    'Clients were used before the gateways of the application had started, or the application has no gateways.',
    'Use them from onApplicationBootstrap() on, and list the gateway in "providers" of a module.',
  );
}

function unknownGateway(name: string, known: string): Error {
  return webSocketError(
    'PORTICO_WS_CLIENTS',
    `@GatewayClients(${name}) was used, but ${name} is not a gateway of this application. Its gateways: ${known}.`,
    `List ${name} in "providers" of a module, and decorate it with @WebSocketGateway().`,
  );
}

function severalServers(known: string): Error {
  return webSocketError(
    'PORTICO_WS_CLIENTS',
    `GatewayClients was injected without the name of a gateway, but the gateways of this application have several servers: ${known}.`,
    'Name the gateway, @GatewayClients(ChatGateway), or several: @GatewayClients([ChatGateway, AdminGateway]).',
  );
}
