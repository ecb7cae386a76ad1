import type { ClientHandshake, ClientStatus, GatewayClient, GatewayServerStatus } from '@portico/websockets';
import type { ClientDescription, ClientPage } from '../protocol/clients.js';
import type { PageRequest } from './page-of.js';
import { TimeSlice } from './time-slice.js';

const MAX_ROOMS = 50;

/** Selects clients, and has what is needed to describe them. */
interface ListOptions extends PageRequest {
  /** Only clients in this room. */
  readonly room: string | undefined;
  readonly connectedAt: (client: GatewayClient) => number | undefined;
}

/**
 * Returns a part of the clients of a server. Without a search, only that part is read, however many clients there are. A search reads
 * all of them, with pauses in which the application can do other work.
 */
export async function listClients(status: GatewayServerStatus, options: ListOptions): Promise<ClientPage> {
  const { search, room, offset, limit, connectedAt } = options;
  const clients: ClientDescription[] = [];
  const isFiltered = search !== '' || room !== undefined;
  let total = 0;
  const slice = new TimeSlice();
  for (const connected of status.connected()) {
    if (slice.isOver) await slice.next();
    if (isFiltered && !matches(connected, search, room)) continue;
    if (total >= offset && clients.length < limit) clients.push(describe(connected, connectedAt));
    total += 1;
    if (!isFiltered && clients.length === limit) break;
  }
  return { total: isFiltered ? total : status.clients, offset, clients };
}

function matches({ client, rooms }: ClientStatus, search: string, room: string | undefined): boolean {
  if (room !== undefined && !rooms.has(room)) return false;
  if (search === '' || client.id.toLowerCase().includes(search)) return true;
  for (const name of rooms) if (name.toLowerCase().includes(search)) return true;
  const { address, url } = handshakeOf(client) ?? {};
  return [address, url].some((text) => text?.toLowerCase().includes(search));
}

function describe(
  { client, rooms }: ClientStatus,
  connectedAt: (client: GatewayClient) => number | undefined,
): ClientDescription {
  const { address, url, params } = handshakeOf(client) ?? {};
  const names = [...rooms].filter((name) => name !== client.id);
  const at = connectedAt(client);
  return {
    id: client.id,
    rooms: names.slice(0, MAX_ROOMS),
    roomCount: names.length,
    bufferedBytes: client.bufferedBytes,
    params: { ...params },
    ...(address && { address }),
    ...(url && { url }),
    ...(at !== undefined && { connectedAt: at }),
  };
}

/** Some libraries delete the request while the client is still connected. */
function handshakeOf(client: GatewayClient): ClientHandshake | undefined {
  try {
    return client.handshake;
  } catch {
    return undefined;
  }
}
