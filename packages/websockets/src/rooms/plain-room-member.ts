import { Logger } from '@portico/common';
import { stackOf } from '@portico/common/internal';
import { isBehind } from '../connections/buffered-bytes.js';
import type { ClientResource, Connection } from '../connections/connection.js';
import { disconnectClient } from '../connections/disconnect-client.js';
import { isConnected } from '../connections/is-connected.js';
import { DEFAULT_REQUEST_TIMEOUT_MS, failedReply, HAS_DISCONNECTED } from '../connections/requests-to-clients.js';
import { sendToClient } from '../connections/send-to-client.js';
import { CLOSE_CODES } from '../contracts/adapter/close-codes.js';
import type { RoomMember, RoomNamespace } from '../contracts/adapter/room-adapter.js';
import type { SharedEvent } from '../contracts/adapter/shared-event.js';
import type { GatewayClient } from '../contracts/gateways/gateway-client.js';
import { serializable } from '../room-adapters/serializable.js';
import { PendingReply } from './pending-reply.js';

const logger = new Logger('WebSockets');

const pendingReply = new PendingReply();

/** A client of a library without rooms, with the interface that room adapters expect of a socket. */
export class PlainRoomMember implements RoomMember {
  readonly id: string;

  constructor(
    private readonly connection: Connection,
    private readonly portableClient: GatewayClient,
    readonly nsp: RoomNamespace,
  ) {
    this.id = portableClient.id;
  }

  /** The data that other processes see: a serializable copy. */
  get data(): unknown {
    return serializable(this.portableClient.data);
  }

  get handshake() {
    const { url, headers, query, address, secure, auth } = this.portableClient.handshake;
    return { url, headers, query, address, secure, auth };
  }

  get rooms(): ReadonlySet<string> {
    return this.nsp.adapter.socketRooms(this.id) ?? NONE;
  }

  join(rooms: string | string[]): Promise<void> | void {
    const { isOver, session } = this.connection;
    if (isOver) return;
    const names = new Set(typeof rooms === 'string' ? [rooms] : rooms);
    session?.join(names);
    return this.nsp.adapter.addAll(this.id, names);
  }

  leave(room: string): Promise<void> | void {
    this.connection.session?.leave(room);
    return this.nsp.adapter.del(this.id, room);
  }

  /** Called by room adapters. */
  disconnect(): void {
    this.close(CLOSE_CODES.normal, 'Disconnected by the server');
  }

  close(code: number, reason: string): void {
    if (isConnected(this.connection)) disconnectClient(this.connection, code, reason);
  }

  /** Room adapters write to the client of a socket; here both are one. */
  get client(): this {
    return this;
  }

  /** Where a room adapter stores the reply callback, directly before it sends the request. */
  get acks(): PendingReply {
    return pendingReply;
  }

  /** Sends an event. A failure does not affect other clients. */
  writeToEngine([event]: [SharedEvent], { volatile }: { volatile?: boolean }): void {
    const { connection } = this;
    const { adapter, client, session } = connection;
    if (volatile && isBehind(connection)) return;
    if (session !== undefined && !session.take(event)) return;
    try {
      if (event.requestId !== undefined) this.request(event, event.requestId);
      else if (adapter.sendShared) adapter.sendShared(client, event);
      else sendToClient(client, event.event, event.data);
    } catch (error) {
      if (event.isNewFailure(error)) {
        logger.error(`The event "${event.event}" could not be sent to a client`, stackOf(error));
      }
    }
  }

  private request({ event, data, timeoutMs = DEFAULT_REQUEST_TIMEOUT_MS }: SharedEvent, id: number): void {
    const { adapter, client } = this.connection;
    const onReply = pendingReply.take(id);
    if (!onReply) return;
    const asking = adapter.requestClient?.(client, event, data, timeoutMs);
    if (asking) this.replyOnce(asking, onReply);
    else onReply(failedReply('plain WebSocket messages have no acknowledgements'));
  }

  /** The client may disconnect before it has replied, and its library need not notice. */
  private replyOnce(asking: Promise<unknown>, onReply: (reply: unknown) => void): void {
    const { connection } = this;
    let isOver = false;
    const finish = (reply: unknown): void => {
      if (isOver) return;
      isOver = true;
      connection.remove(resource);
      onReply(reply);
    };
    const resource: ClientResource = { end: () => finish(failedReply(HAS_DISCONNECTED)) };
    connection.add(resource);
    asking.then(finish, () => finish(failedReply('it failed, or took too long')));
  }
}

const NONE: ReadonlySet<string> = new Set();
