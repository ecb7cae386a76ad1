import type { GatewayServerStatus } from '@portico/websockets';
import type { RoomPage } from '../protocol/clients.js';
import type { PageRequest } from './page-of.js';
import { TimeSlice } from './time-slice.js';

/**
 * Returns a part of the rooms of a server: the largest ones first, and those of one size in the order in which they
 * were created. Sorting the sizes instead of the rooms takes less time, because most rooms have one of a few sizes.
 */
export async function listRooms(
  status: GatewayServerStatus,
  { search, offset, limit }: PageRequest,
): Promise<RoomPage> {
  const bySize = new Map<number, string[]>();
  const slice = new TimeSlice();
  let total = 0;
  for (const [name, clients] of status.roomSizes()) {
    if (slice.isOver) await slice.next();
    if (search !== '' && !name.toLowerCase().includes(search)) continue;
    total += 1;
    const known = bySize.get(clients);
    if (known) known.push(name);
    else bySize.set(clients, [name]);
  }
  const rooms: { name: string; clients: number }[] = [];
  let before = 0;
  for (const clients of [...bySize.keys()].sort((a, b) => b - a)) {
    const names = bySize.get(clients)!;
    const start = Math.max(0, offset - before);
    for (const name of names.slice(start, start + limit - rooms.length)) rooms.push({ name, clients });
    before += names.length;
    if (rooms.length === limit) break;
  }
  return { total, offset, rooms };
}
