import type { OpenTrace } from '@portico/core/transports';
import type { Expiry } from '../contracts/adapter/expiry.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { RoomMember } from '../contracts/adapter/room-adapter.js';
import type { ClientGroup } from '../contracts/gateways/client-group.js';
import type { ClientHandshake } from '../contracts/gateways/client-handshake.js';
import type { GatewayClient } from '../contracts/gateways/gateway-client.js';
import type { ConnectionTrace } from '../diagnostics/channels.js';
import type { ServerPlace } from '../diagnostics/server-place.js';
import type { ClientSession } from '../sessions/client-session.js';
import type { Queue } from '../support/queue.js';
import type { AddressOf } from './client-address.js';
import type { RequestKind } from './request-summary.js';
import type { RoomHost } from './room-host.js';

/** A resource that ends when its client disconnects, such as a stream. */
export interface ClientResource {
  end(): void;
}

/** The date at which a client will be disconnected. */
export interface PendingExpiry extends Expiry, ClientResource {}

/** The rooms of a server, for its clients. */
export interface ConnectionRooms extends RoomHost {
  /** Whether the library has its own rooms, ids and data of clients. */
  readonly isOfLibrary: boolean;
  readonly place: ServerPlace;
  /** All clients of the server. */
  readonly clients: ClientGroup;
  /** Returns the client as a member of rooms. */
  memberOf(connection: Connection): RoomMember;
  /** Returns the server-side rooms that the client can join. */
  hostOf(connection: Connection): RoomHost;
}

const NOTHING: readonly unknown[] = [];
const OVER = -1;

/** What all clients of a server have in common. */
export interface ConnectionServer {
  readonly adapter: GatewayAdapter;
  /** Streams are paused while this many bytes are buffered for their client. */
  highWaterMark: number;
  rooms: ConnectionRooms | undefined;
  /** Determines the address of a client, while it is connected. */
  addressOf: AddressOf | undefined;
}

/**
 * One client of a server, from connecting to disconnecting. Members without an initial value take memory only in clients
 * that use them.
 */
export class Connection<TMessage = unknown> {
  /** How many of its messages have a running handler. */
  running = 0;
  /** How many of its messages have an open stream, and no running handler any more. */
  streaming = 0;
  /**
   * How many handlers may run: 0 until `handleConnection` has completed, and {@link OVER} after the client has
   * disconnected. Read for every message.
   */
  places: number;
  /** Its index among the connected clients of its server; without meaning while it is not connected. */
  index = 0;
  /** Whether it was refused, so that its gateways are not notified of it. */
  isRefused: boolean | undefined;
  /** The queued messages. */
  queue: Queue<TMessage> | undefined;
  /** Whether reading from its connection is paused. */
  isPaused: boolean | undefined;
  /** Timer that runs while messages wait for `handleConnection`. */
  slowConnectionTimer: NodeJS.Timeout | undefined;
  /** Called when none of its messages is running, and when it has disconnected. */
  onIdle: (() => void) | undefined;
  /** Resolves when less than {@link highWaterMark} bytes are buffered for the client; set only while a caller waits. */
  draining: Promise<void> | undefined;
  /** Its portable client, once it has been requested. */
  portableClient: GatewayClient | undefined;
  /** Its room member, once rooms are used, if the library has no rooms. */
  member: RoomMember | undefined;
  /** When it will be disconnected, if that is known. */
  expiry: PendingExpiry | undefined;
  /** Its session, if it can be recovered. */
  session: ClientSession | undefined;
  /** The other arguments of the adapter's connection callback; after its hooks have run, what is kept of its request. */
  requestSource: readonly unknown[] | string = NOTHING;
  /** Its part of the request that {@link requestSource} does not have. */
  requestKind: RequestKind | undefined;
  /** Resolves when its `handleConnection` hooks have completed; set only while they run. */
  connecting: Promise<unknown> | undefined;
  /** Removes the listeners that were added to the client, if its adapter does not. */
  unbind: (() => void) | undefined;
  /** The address of the client, if it may be read after the client has disconnected. */
  address: string | undefined;
  /** Its handshake, once it has been requested. */
  handshake: ClientHandshake | undefined;
  /** Set if there are subscribers for connections. */
  trace: OpenTrace<ConnectionTrace> | undefined;
  private resources: Set<ClientResource> | undefined;

  constructor(
    readonly client: object,
    readonly server: ConnectionServer,
    places: number,
  ) {
    this.places = places;
  }

  /** Whether it has disconnected, or was disconnected by its gateway. */
  get isOver(): boolean {
    return this.places === OVER;
  }

  get adapter(): GatewayAdapter {
    return this.server.adapter;
  }

  /** The rooms of its server. */
  get rooms(): ConnectionRooms | undefined {
    return this.server.rooms;
  }

  /** Ends a resource when the client disconnects; immediately if it already has. */
  add(resource: ClientResource): void {
    if (this.isOver) {
      resource.end();
      return;
    }
    this.resources ??= new Set();
    this.resources.add(resource);
  }

  remove(resource: ClientResource): void {
    this.resources?.delete(resource);
  }

  /** Whether none of its messages runs or waits. Streams may still send. */
  get isIdle(): boolean {
    return this.running === 0 && (this.queue === undefined || this.queue.size === 0);
  }

  /** Ends the resources of the client, such as streams. */
  endStreams(): void {
    const { resources } = this;
    this.resources = undefined;
    if (resources) for (const resource of resources) resource.end();
  }

  /** The client has disconnected. */
  end(): void {
    this.places = OVER;
    clearTimeout(this.slowConnectionTimer);
    this.endStreams();
    this.onIdle?.();
    this.trace?.end();
  }
}
