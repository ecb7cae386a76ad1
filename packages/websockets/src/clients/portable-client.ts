import { setMaxListeners } from 'node:events';
import { abortForClient } from '@portico/common/internal';
import { bufferedBytesOf, isBehind, whenDrained } from '../connections/buffered-bytes.js';
import { checkClose } from '../connections/check-close.js';
import { createClientId } from '../connections/client-id.js';
import type { Connection, ConnectionRooms } from '../connections/connection.js';
import { disconnectAt } from '../connections/disconnect-at.js';
import { disconnectClient } from '../connections/disconnect-client.js';
import { isConnected } from '../connections/is-connected.js';
import {
  disconnectedRequest,
  missingReply,
  requestTimeout,
  unsupportedRequest,
} from '../connections/requests-to-clients.js';
import { sendToClient } from '../connections/send-to-client.js';
import { CLOSE_CODES } from '../contracts/adapter/close-codes.js';
import type { ClientGroup } from '../contracts/gateways/client-group.js';
import type { ClientHandshake } from '../contracts/gateways/client-handshake.js';
import type { ClientRequestOptions, GatewayClient } from '../contracts/gateways/gateway-client.js';
import { readHandshake } from '../handshake/read-handshake.js';
import { ClientSelection } from '../rooms/client-selection.js';
import { roomNames, tooManyRooms } from '../rooms/room-names.js';

const NO_ROOMS: ReadonlySet<string> = new Set();

/** The members of sockets of some libraries, such as socket.io. */
interface KnownSocket {
  readonly id?: unknown;
  data?: unknown;
  readonly recovered?: unknown;
}

/** Returns the portable client of a connection, created when it is first requested. */
export function portableClientOf(connection: Connection): GatewayClient {
  connection.portableClient ??= connection.rooms?.isOfLibrary
    ? new LibraryClient(connection)
    : new PlainClient(connection);
  return connection.portableClient;
}

/** Continues the session of an earlier connection, for libraries without sessions. */
export function continuePortableClient(connection: Connection, id: string, data: unknown): void {
  const client = portableClientOf(connection);
  if (client instanceof PlainClient) client.continue(id, data);
}

abstract class PortableClient implements GatewayClient {
  abstract readonly id: string;
  abstract data: any;
  private controller: AbortController | undefined;

  constructor(protected readonly connection: Connection) {}

  get native(): any {
    return this.connection.client;
  }

  get handshake(): ClientHandshake {
    this.connection.handshake ??= readHandshake(this.connection);
    return this.connection.handshake;
  }

  get rooms(): ReadonlySet<string> {
    return this.connected ? this.ownRooms.memberOf(this.connection).rooms : NO_ROOMS;
  }

  get connected(): boolean {
    return isConnected(this.connection);
  }

  abstract readonly recovered: boolean;

  get signal(): AbortSignal {
    if (!this.controller) {
      const controller = new AbortController();
      // Everything that ends with the client listens to this signal.
      setMaxListeners(0, controller.signal);
      this.controller = controller;
      this.connection.add({ end: () => abortForClient(controller) });
    }
    return this.controller.signal;
  }

  get bufferedBytes(): number {
    return bufferedBytesOf(this.connection);
  }

  emit(event: string, data?: unknown): void {
    if (this.connected) sendToClient(this.native, event, data);
  }

  get volatile(): { emit(event: string, data?: unknown): void } {
    return {
      emit: (event, data) => {
        if (!isBehind(this.connection)) this.emit(event, data);
      },
    };
  }

  async request(event: string, data?: unknown, options: ClientRequestOptions = {}): Promise<any> {
    if (!this.connected) throw disconnectedRequest(event);
    const timeoutMs = requestTimeout(options.timeoutMs);
    const { adapter, client } = this.connection;
    const asking = adapter.requestClient?.(client, event, data, timeoutMs);
    if (!asking) throw unsupportedRequest(event);
    return withinTime(asking, this.connection, event, timeoutMs);
  }

  async join(rooms: string | readonly string[]): Promise<void> {
    const { limits } = this.ownRooms;
    const names = roomNames(rooms, limits);
    if (!this.connected) return;
    const member = this.ownRooms.memberOf(this.connection);
    const most = limits.maxPerClient;
    // Its own room is not counted.
    if (member.rooms.size - 1 + names.filter((name) => !member.rooms.has(name)).length > most) throw tooManyRooms(most);
    await member.join([...names]);
  }

  async leave(rooms: string | readonly string[]): Promise<void> {
    const names = roomNames(rooms, this.ownRooms.limits);
    if (!this.connected) return;
    const member = this.ownRooms.memberOf(this.connection);
    for (const name of names) if (name !== this.id) await member.leave(name);
  }

  to(rooms: string | readonly string[]): ClientGroup {
    return new ClientSelection(() => this.ownRooms.hostOf(this.connection)).to(rooms).except(this.id);
  }

  async drained(): Promise<void> {
    await whenDrained(this.connection);
  }

  disconnect(code = CLOSE_CODES.normal, reason = ''): void {
    checkClose(code, reason);
    if (this.connected) disconnectClient(this.connection, code, reason);
  }

  disconnectAt(date: Date | number, code?: number): void {
    disconnectAt(this.native, date, code);
  }

  private get ownRooms(): ConnectionRooms {
    return this.connection.rooms!;
  }
}

/** A client of a library without ids and rooms. */
class PlainClient extends PortableClient {
  data: unknown = {};
  private ownId: string | undefined;

  get id(): string {
    this.ownId ??= createClientId();
    return this.ownId;
  }

  get recovered(): boolean {
    return this.connection.session?.recovered === true;
  }

  /** Sets the id and data of an earlier connection. */
  continue(id: string, data: unknown): void {
    this.ownId = id;
    this.data = data;
  }
}

/** A client of a library that has its own ids, data and rooms. */
class LibraryClient extends PortableClient {
  private get socket(): KnownSocket {
    return this.native;
  }

  get id(): string {
    return String(this.socket.id);
  }

  get recovered(): boolean {
    return this.socket.recovered === true;
  }

  get data(): unknown {
    return this.socket.data;
  }

  set data(data: unknown) {
    this.socket.data = data;
  }
}

/** Rejects when the client disconnects or after the time-out, whatever the library does. */
function withinTime<T>(asking: Promise<T>, connection: Connection, event: string, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const resource = { end: () => finish(() => reject(disconnectedRequest(event))) };
    const late = (): void => finish(() => reject(missingReply(event, timeoutMs)));
    const timer = connection.adapter.limitsRequests ? undefined : setTimeout(late, timeoutMs);
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      connection.remove(resource);
      end();
    };
    connection.add(resource);
    asking.then(
      (reply) => finish(() => resolve(reply)),
      (error) => finish(() => reject(error)),
    );
  });
}
