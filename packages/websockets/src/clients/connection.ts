import type { OpenTrace } from '@portico/core/transports';
import type { ClientGroup } from '../contracts/client-group.js';
import type { ClientHandshake } from '../contracts/client-handshake.js';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { GatewayClient } from '../contracts/gateway-client.js';
import type { RoomMember } from '../contracts/room-adapter.js';
import type { ConnectionTrace } from '../diagnostics/channels.js';
import type { ServerPlace } from '../diagnostics/server-place.js';
import type { Queue } from '../dispatch/queue.js';
import type { AddressOf } from '../handshake/client-address.js';
import type { ClientSession } from '../recovery/client-session.js';
import type { RoomHost } from '../rooms/room-host.js';

/** A resource that ends when its client disconnects, such as a stream. */
export interface Ending {
  end(): void;
}

/** The rooms of a server, for its clients. */
export interface ConnectionRooms extends RoomHost {
  /** Whether the library has its own rooms, ids and data of clients. */
  readonly isOfLibrary: boolean;
  readonly place: ServerPlace;
  /** All clients of the server. */
  readonly clients: ClientGroup;
  /** The client as a member of rooms. */
  memberOf(connection: Connection): RoomMember;
  /** The server-side rooms that the client can join. */
  hostOf(connection: Connection): RoomHost;
}

const NOTHING: readonly unknown[] = [];

/** One client of a server, from connecting to disconnecting. */
export class Connection<TMessage = unknown> {
  /** How many of its messages have a running handler. */
  running = 0;
  /**
   * How many handlers may run: 0 until `handleConnection` has completed, and 0 after the client has disconnected. Read
   * for every message.
   */
  places: number;
  /** Whether it has disconnected, or was disconnected by its gateway. */
  isOver = false;
  /** Whether it was refused, so that its gateways are not notified of it. */
  isRefused = false;
  /** The queued messages. */
  queue: Queue<TMessage> | undefined;
  /** Whether reading from its connection is paused. */
  isPaused = false;
  /** Timer that runs while messages wait for `handleConnection`. */
  patience: NodeJS.Timeout | undefined;
  /** Called when none of its messages is running, and when it has disconnected. */
  onIdle: (() => void) | undefined;
  /** Resolves when less than {@link highWaterMark} bytes are buffered for the client; set only while a caller waits. */
  draining: Promise<void> | undefined;
  /** Its portable client, once it has been requested. */
  portableClient: GatewayClient | undefined;
  /** Its room member, once rooms are used, if the library has no rooms. */
  member: RoomMember | undefined;
  /** Its session, if it can be recovered. */
  session: ClientSession | undefined;
  /** The rooms of its server. */
  rooms: ConnectionRooms | undefined;
  /** The other arguments of the adapter's connection callback; until its hooks have run. */
  arrival: readonly unknown[] = NOTHING;
  /** Determines the address of the client, while it is connected. */
  addressOf: AddressOf | undefined;
  /** The address of the client, if it may be read after the client has disconnected. */
  address: string | undefined;
  /** Its handshake, once it has been requested. */
  handshake: ClientHandshake | undefined;
  /** Set if there are subscribers for connections. */
  trace: OpenTrace<ConnectionTrace> | undefined;
  /** The summary of the request that replaces {@link arrival}. */
  requestSummary: string | undefined;
  private endings: Set<Ending> | undefined;

  /** @param highWaterMark streams are paused while this many bytes are buffered for the client */
  constructor(
    readonly client: object,
    readonly adapter: GatewayAdapter,
    places: number,
    readonly highWaterMark: number,
  ) {
    this.places = places;
  }

  /** Ends a resource when the client disconnects; immediately if it already has. */
  add(ending: Ending): void {
    if (this.isOver) {
      ending.end();
      return;
    }
    this.endings ??= new Set();
    this.endings.add(ending);
  }

  remove(ending: Ending): void {
    this.endings?.delete(ending);
  }

  /** Whether none of its messages runs or waits. Streams may still send. */
  get isIdle(): boolean {
    return this.running === 0 && (this.queue === undefined || this.queue.size === 0);
  }

  /** Ends the resources of the client, such as streams. */
  endStreams(): void {
    const { endings } = this;
    this.endings = undefined;
    if (endings) for (const ending of endings) ending.end();
  }

  /** The client has disconnected. */
  end(): void {
    this.isOver = true;
    this.places = 0;
    clearTimeout(this.patience);
    this.endStreams();
    this.onIdle?.();
    this.trace?.end();
  }
}
