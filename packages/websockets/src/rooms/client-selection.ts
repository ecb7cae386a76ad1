import { isPromiseLike } from '@portico/common/internal';
import type { Observable } from 'rxjs';
import { checkClose } from '../connections/check-close.js';
import { requestTimeout, unsupportedRequest } from '../connections/requests-to-clients.js';
import type { RoomHost } from '../connections/room-host.js';
import type { RoomPacket, RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { ClientGroup, FetchedClient } from '../contracts/gateways/client-group.js';
import type { RoomChange } from '../contracts/gateways/room-change.js';
import { copySelection } from '../room-adapters/copy-selection.js';
import { collectReplies } from './collect-replies.js';
import { fetchSockets } from './fetch-sockets.js';
import { roomNames } from './room-names.js';
import { watchRooms } from './watch-rooms.js';

type Names = string | readonly string[];

const NOBODY: ReadonlySet<string> = new Set();
const NO_FLAGS: RoomSelection['flags'] = {};

/** Some clients of a server, by their rooms. */
export class ClientSelection implements ClientGroup {
  /** @param host called when clients are needed: the server may not exist before */
  constructor(
    private readonly host: () => RoomHost,
    private readonly rooms: ReadonlySet<string> = NOBODY,
    private readonly excluded: ReadonlySet<string> = NOBODY,
    private readonly flags: RoomSelection['flags'] = NO_FLAGS,
  ) {}

  to(rooms: Names): ClientSelection {
    const all = union(this.rooms, roomNames(rooms, this.host().limits));
    // An empty list selects no clients, not all of them.
    const selected = all.size === 0 ? union(all, [NO_ROOM]) : all;
    return new ClientSelection(this.host, selected, this.excluded, this.flags);
  }

  in(rooms: Names): ClientSelection {
    return this.to(rooms);
  }

  except(rooms: Names): ClientSelection {
    const excluded = union(this.excluded, roomNames(rooms, this.host().limits));
    return new ClientSelection(this.host, this.rooms, excluded, this.flags);
  }

  get volatile(): ClientSelection {
    return this.with({ volatile: true });
  }

  get local(): ClientSelection {
    return this.with({ local: true });
  }

  timeout(milliseconds: number): ClientSelection {
    return this.with({ timeout: milliseconds });
  }

  emit(event: string, ...data: unknown[]): void {
    const host = this.host();
    if (host.isClosed) return;
    const packet = packetOf(event, data[0]);
    const { selection } = this;
    host.encode(packet, selection);
    settle(host.namespace.adapter.broadcast(packet, selection));
  }

  async request<Reply = any>(event: string, data?: unknown): Promise<Reply[]> {
    const host = this.host();
    if (!host.takesRequests) throw unsupportedRequest(event);
    if (host.isClosed) return [];
    const timeout = requestTimeout(this.flags.timeout);
    const packet: RoomPacket = { ...packetOf(event, data), timeoutMs: timeout };
    host.encode(packet);
    const replies = await collectReplies(host.namespace, packet, this.with({ timeout }).selection, timeout);
    // The caller names the type of the replies.
    return replies as Reply[];
  }

  async fetch(): Promise<FetchedClient[]> {
    const host = this.host();
    if (host.isClosed) return [];
    const sockets = await fetchSockets(host.namespace, this.selection);
    return sockets.map(({ id, data, rooms, handshake }) => ({ id, data, rooms: new Set(rooms), handshake }));
  }

  async join(rooms: Names): Promise<void> {
    const host = this.host();
    const names = roomNames(rooms, host.limits);
    if (!host.isClosed) await host.namespace.adapter.addSockets(this.selection, [...names]);
  }

  async leave(rooms: Names): Promise<void> {
    const host = this.host();
    const names = roomNames(rooms, host.limits);
    if (!host.isClosed) await host.namespace.adapter.delSockets(this.selection, [...names]);
  }

  async disconnect(code?: number, reason = ''): Promise<void> {
    if (code !== undefined) checkClose(code, reason);
    const host = this.host();
    if (host.isClosed) return;
    const { selection } = this;
    if (code !== undefined && host.closer) host.closer.close(selection, code, reason);
    else await host.namespace.adapter.disconnectSockets(selection, false);
  }

  watch(options?: { readonly intervalMs?: number }): Observable<RoomChange> {
    return watchRooms(this.host, this.selection, options);
  }

  private with(flags: RoomSelection['flags']): ClientSelection {
    return new ClientSelection(this.host, this.rooms, this.excluded, { ...this.flags, ...flags });
  }

  private get selection(): RoomSelection {
    return copySelection({ rooms: this.rooms, except: this.excluded, flags: this.flags });
  }
}

/** A name that no room can have. */
const NO_ROOM = '';

function union(before: ReadonlySet<string>, added: readonly string[]): ReadonlySet<string> {
  return new Set([...before, ...added]);
}

function packetOf(event: string, data: unknown): RoomPacket {
  return { type: 2, data: data === undefined ? [event] : [event, data] };
}

/** Adapters of several processes may fail later, which is logged and counted where they are guarded. */
function settle(sent: unknown): void {
  if (isPromiseLike(sent)) sent.then(undefined, () => undefined);
}
