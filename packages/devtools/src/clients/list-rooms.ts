import type { GatewayServerStatus } from '@portico/websockets';
import type { RoomPage } from '../protocol/clients.js';
import type { PageRequest } from './page-of.js';

/** Returns a part of the rooms of a server, sorted by size with the largest ones first. */
export function listRooms(status: GatewayServerStatus, { search, offset, limit }: PageRequest): RoomPage {
  const rooms = [...status.roomSizes()]
    .filter(([name]) => name.toLowerCase().includes(search))
    .map(([name, clients]) => ({ name, clients }))
    .sort((a, b) => b.clients - a.clients || (a.name < b.name ? -1 : 1));
  return { total: rooms.length, offset, rooms: rooms.slice(offset, offset + limit) };
}
