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

/** Something that ends with its client, such as a stream. */
export interface Ending {
  end(): void;
}

/** The rooms of a server, as its clients use them. */
export interface ConnectionRooms extends RoomHost {
  /** Whether the library has rooms, and ids and data of clients. */
  readonly isOfLibrary: boolean;
  readonly place: ServerPlace;
  /** All clients of the server. */
  readonly clients: ClientGroup;
  /** The client as a member of rooms. */
  memberOf(connection: Connection): RoomMember;
  /** The rooms that the client can be in. */
  hostOf(connection: Connection): RoomHost;
}

const NOTHING: readonly unknown[] = [];

/** One client of a server, from its arrival to its end. */
export class Connection<TMessage = unknown> {
  /** How many of its messages have a running handler. */
  running = 0;
  /** How many may have one: none until `handleConnection` has completed, and none after the end. Read for every message. */
  places: number;
  /** Whether it has disconnected, or was disconnected by its gateway. */
  isOver = false;
  /** Whether it was not accepted, and its gateways do not know of it. */
  isRefused = false;
  /** The messages that wait for a place. */
  queue: Queue<TMessage> | undefined;
  /** Whether its connection is not read. */
  isPaused = false;
  /** Runs while messages wait for `handleConnection`. */
  patience: NodeJS.Timeout | undefined;
  /** Called when no message of it is under way any more, and when it is over. */
  onIdle: (() => void) | undefined;
  /** Settles when less than {@link highWaterMark} bytes wait for the client; only while somebody waits for it. */
  draining: Promise<void> | undefined;
  /** Its portable face, once something has asked for it. */
  face: GatewayClient | undefined;
  /** As a member of rooms, once rooms are used, if its library has none. */
  member: RoomMember | undefined;
  /** Its session, if it can come back. */
  session: ClientSession | undefined;
  /** The rooms of its server. */
  rooms: ConnectionRooms | undefined;
  /** What the adapter called back with beside the client when it connected; until its hooks have run. */
  arrival: readonly unknown[] = NOTHING;
  /** Determines the address of the client; not once the connection is closed. */
  addressOf: AddressOf | undefined;
  /** The address of the client, where it may be asked for after the client has left. */
  address: string | undefined;
  /** How it connected, once something has asked for it. */
  handshake: ClientHandshake | undefined;
  /** Set while somebody subscribes to connections. */
  trace: OpenTrace<ConnectionTrace> | undefined;
  /** What is kept of the request in place of {@link arrival}. */
  requestSummary: string | undefined;
  private endings: Set<Ending> | undefined;

  /** @param highWaterMark streams are not read further while as many bytes wait for the client */
  constructor(
    readonly client: object,
    readonly adapter: GatewayAdapter,
    places: number,
    readonly highWaterMark: number,
  ) {
    this.places = places;
  }

  /** Ends something together with the client; at once if that has left already. */
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

  /** Ends what ends with the client, such as streams. */
  endStreams(): void {
    const { endings } = this;
    this.endings = undefined;
    if (endings) for (const ending of endings) ending.end();
  }

  /** The client is gone. */
  end(): void {
    this.isOver = true;
    this.places = 0;
    clearTimeout(this.patience);
    this.endStreams();
    this.onIdle?.();
    this.trace?.end();
  }
}
