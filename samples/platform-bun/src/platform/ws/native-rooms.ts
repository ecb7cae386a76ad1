import { clientOf } from '@portico/websockets';
import {
  jsonOf,
  type RoomAdapterFactory,
  type RoomPacket,
  type RoomSelection,
  type SharedEvent,
} from '@portico/websockets/adapters';
import { Adapter } from 'socket.io-adapter';
import type { BunClient } from './bun-client.js';
import type { BunGatewayServer } from './bun-gateway-server.js';

/** The topic of all clients; those of rooms begin with another letter. */
const EVERYONE = 'all';

/**
 * Creates the room adapter of a server, which broadcasts by the native publish of Bun where that sends to the same clients: to all
 * of them or to one room, without exclusions or except the client that sends. Other broadcasts send to one client after the other.
 */
export function nativeRooms(server: BunGatewayServer): RoomAdapterFactory {
  return class NativeRooms extends Adapter {
    private readonly clients = new Map<string, BunClient>();
    private readonly newcomers = server.watchNewcomers();

    /** Rooms are those of this process, and are made when they are first used. */
    get isInMemory(): boolean {
      return true;
    }

    override addAll(id: string, rooms: Set<string>): void {
      const client = this.find(id);
      if (client?.readyState === 1) {
        if (!this.sids.has(id)) client.native.subscribe(server.topicPrefix + EVERYONE);
        for (const room of rooms) if (room !== id) client.native.subscribe(topic(room));
      }
      super.addAll(id, rooms);
    }

    override del(id: string, room: string): void {
      this.unsubscribe(id, room);
      super.del(id, room);
    }

    override delAll(id: string): void {
      const client = this.clients.get(id);
      this.clients.delete(id);
      if (client?.readyState === 1) {
        client.native.unsubscribe(server.topicPrefix + EVERYONE);
        for (const room of this.sids.get(id) ?? []) client.native.unsubscribe(topic(room));
      }
      super.delAll(id);
    }

    override broadcast(packet: RoomPacket, selection: RoomSelection): void {
      const target = this.topicOf(selection);
      const sender = target === undefined ? undefined : this.senderOf(selection);
      if (target === undefined || sender === null) {
        super.broadcast(packet, selection);
        return;
      }
      const text = this.encode(packet);
      if (sender) sender.native.publish(target, text);
      else server.httpServer.publish(target, text);
    }

    /** The topic that has the clients of a broadcast, if there is one. */
    private topicOf({ rooms, flags }: RoomSelection): string | undefined {
      if (flags.volatile || rooms.size > 1) return undefined;
      const [room] = rooms;
      if (room === undefined) return server.topicPrefix + EVERYONE;
      // The room of a client has no topic.
      return this.sids.has(room) ? undefined : topic(room);
    }

    /** The client that is excluded; `undefined` if none is, and `null` if Bun cannot exclude them. */
    private senderOf({ except }: RoomSelection): BunClient | undefined | null {
      if (except.size === 0) return undefined;
      const [id = ''] = except;
      if (except.size > 1 || this.rooms.get(id)?.size !== 1) return null;
      const client = this.clients.get(id);
      return client?.readyState === 1 ? client : null;
    }

    private encode(packet: RoomPacket): string {
      const [event]: [SharedEvent] = this.nsp.server.encoder.encode(packet);
      return event.as(jsonOf);
    }

    private unsubscribe(id: string, room: string): void {
      const client = this.clients.get(id);
      if (client?.readyState === 1) client.native.unsubscribe(topic(room));
    }

    private find(id: string): BunClient | undefined {
      for (const client of this.newcomers) {
        if (this.clients.has(id)) break;
        const face = clientOf(client);
        if (!face) continue;
        this.newcomers.delete(client);
        this.clients.set(face.id, client);
      }
      return this.clients.get(id);
    }
  };

  function topic(room: string): string {
    return `${server.topicPrefix}room:${room}`;
  }
}
