import type { ClientGroup } from './client-group.js';
import type { ClientHandshake } from './client-handshake.js';
import type { EventArguments, EventMap } from './event-map.js';

/**
 * A client of a gateway, the same on every platform.
 *
 * @typeParam Data the data that the gateway keeps for a client, in {@link data}
 * @typeParam Events the events that the gateway sends, with the types of their data
 * @typeParam Native the socket of the library
 * @example
 * \@SubscribeMessage('say')
 * say(\@ConnectedClient() client: GatewayClient<User>, \@MessageBody() text: string) {
 *   client.to(client.data.team).emit('said', { from: client.data.name, text });
 * }
 * @see docs/rooms.md
 */
export interface GatewayClient<Data = any, Events extends EventMap<Events> = any, Native extends object = any> {
  /**
   * Identifies the client in all processes, and is the name of a room that contains only this client. Cannot be
   * guessed.
   */
  readonly id: string;
  /**
   * Data of the gateway for this client. Other processes see a copy, so it has to be serializable. Initially an empty
   * object.
   */
  data: Data;
  /** How the client connected. */
  readonly handshake: ClientHandshake;
  /** The rooms that the client is in, its own included. Empty once it has disconnected. */
  readonly rooms: ReadonlySet<string>;
  readonly connected: boolean;
  /** Whether the client has continued an earlier session, and has received the events that it missed. */
  readonly recovered: boolean;
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal;
  /** How many bytes are buffered for the client because it reads too slowly. */
  readonly bufferedBytes: number;
  /** The socket of the library. */
  readonly native: Native;
  /** Sends an event. Nothing is sent to a client that has disconnected. */
  emit<E extends keyof Events & string>(event: E, ...data: EventArguments<Events, E>): void;
  /**
   * Sends events only if the client reads fast enough: nothing while `highWaterMark` bytes or more are buffered for it.
   */
  readonly volatile: Pick<GatewayClient<Data, Events>, 'emit'>;
  /**
   * Sends a request to the client.
   *
   * @param options `timeoutMs`: milliseconds to wait for the reply, at most 24 days; 0 does not wait. Default: 5,000
   * @throws FrameworkError `PORTICO_WS_REQUEST` if the client cannot reply, has disconnected, or does not reply in time
   */
  request<Reply = any>(event: string, data?: unknown, options?: ClientRequestOptions): Promise<Reply>;
  /**
   * Adds the client to rooms; nothing happens if it has disconnected. Await it when the rooms are shared between processes.
   *
   * @throws FrameworkError `PORTICO_WS_ROOM` if a name is invalid, or the client is in too many rooms
   */
  join(rooms: string | readonly string[]): Promise<void>;
  /** Removes the client from rooms. */
  leave(rooms: string | readonly string[]): Promise<void>;
  /** Returns the clients of rooms, without this one. */
  to(rooms: string | readonly string[]): ClientGroup<Data, Events>;
  /** Resolves when less than `highWaterMark` bytes are buffered for the client, or it has disconnected. */
  drained(): Promise<void>;
  /**
   * Disconnects the client.
   *
   * @param code for libraries that can send one: 1000, one of your own from 4000 to 4999, or a registered one such as 1008.
   *   Default: 1000
   * @param reason at most 123 bytes
   * @throws FrameworkError `PORTICO_WS_CLOSE_CODE` for a code or a reason that cannot be sent
   */
  disconnect(code?: number, reason?: string): void;
  /**
   * Disconnects the client at a date, such as the expiry of its token.
   *
   * @param date a `Date`, or milliseconds as `Date.now()`; `Infinity` cancels
   * @param code the close code. Default: 4401
   */
  disconnectAt(date: Date | number, code?: number): void;
}

export interface ClientRequestOptions {
  /** Milliseconds to wait for the reply, at most 24 days. 0 does not wait, unlike in `@portico/client`. Default: 5,000. */
  readonly timeoutMs?: number | undefined;
}
