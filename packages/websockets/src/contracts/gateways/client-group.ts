import type { Observable } from 'rxjs';
import type { HandshakeDetails } from './client-handshake.js';
import type { EventArguments, EventMap } from './event-map.js';
import type { RoomChange } from './room-change.js';

/** A client of any process, as it was when it was fetched. */
export interface FetchedClient<Data = any> {
  readonly id: string;
  readonly data: Data;
  /** The rooms that it is in, its own included. */
  readonly rooms: ReadonlySet<string>;
  readonly handshake: HandshakeDetails;
}

/**
 * The clients of a gateway, or of some of its rooms. With a room adapter, they include the clients of other processes.
 * Every method that selects clients returns a new selection.
 *
 * @example
 * this.clients.to('news').except(client.id).emit('said', text);
 * @see docs/rooms.md
 */
export interface ClientGroup<Data = any, Events extends EventMap<Events> = any> {
  /** Selects the clients that are in at least one of these rooms; called again, it adds rooms. */
  to(rooms: string | readonly string[]): ClientGroup<Data, Events>;
  /** Another name for {@link to}, which reads better before methods other than `emit`. */
  in(rooms: string | readonly string[]): ClientGroup<Data, Events>;
  /** Excludes the clients that are in one of these rooms, or have one of these ids. */
  except(rooms: string | readonly string[]): ClientGroup<Data, Events>;
  /** Skips slow clients: those for which `highWaterMark` bytes or more are buffered. */
  readonly volatile: ClientGroup<Data, Events>;
  /** Only the clients that are connected to this process. */
  readonly local: ClientGroup<Data, Events>;
  /**
   * Sets how many milliseconds {@link request} (default: 5,000) and {@link fetch} (default: 10,000) wait for clients and
   * other processes; 0 does not wait.
   */
  timeout(milliseconds: number): ClientGroup<Data, Events>;
  /**
   * Sends an event, encoded once for all clients.
   *
   * @throws TypeError when the data cannot be serialized
   */
  emit<E extends keyof Events & string>(event: E, ...data: EventArguments<Events, E>): void;
  /**
   * Sends a request to every client, and collects the replies.
   *
   * @throws FrameworkError `PORTICO_WS_REQUEST` if clients of the platform cannot reply, or not all of them have
   *   replied in time; its `cause` is the list of the replies that arrived
   */
  request<Reply = any>(event: string, data?: unknown): Promise<Reply[]>;
  /**
   * Lists the connected clients.
   *
   * @throws FrameworkError `PORTICO_WS_FETCH` if the other processes cannot be asked for 10 s, or the time of `timeout()`;
   *   else what the room adapter rejects with, such as a time-out when a process does not reply
   */
  fetch(): Promise<FetchedClient<Data>[]>;
  /** Adds the clients to rooms. */
  join(rooms: string | readonly string[]): Promise<void>;
  /** Removes the clients from rooms. */
  leave(rooms: string | readonly string[]): Promise<void>;
  /**
   * Disconnects the clients. Their sessions end, unless the code asks them to reconnect, such as 1012.
   *
   * @param code for libraries that can send one, as with `GatewayClient`. Default: 1000
   * @throws FrameworkError `PORTICO_WS_CLOSE_CODE` for a code or a reason that cannot be sent
   */
  disconnect(code?: number, reason?: string): Promise<void>;
  /**
   * Observes which clients are in the rooms, in all processes; without rooms, which clients are connected. Set
   * `client.data` before the client joins.
   *
   * @param options `intervalMs`: milliseconds between two comparisons with the other processes, which detect missed
   *   changes, such as the clients of a process that crashed. Default: 5,000
   */
  watch(options?: { readonly intervalMs?: number }): Observable<RoomChange<Data>>;
}
