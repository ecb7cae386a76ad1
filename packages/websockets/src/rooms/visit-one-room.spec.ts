import { createRequire } from 'node:module';
import type { Adapter } from 'socket.io-adapter';
import { expect, it } from 'vitest';
import type { RoomAdapter, RoomNamespace } from '../contracts/adapter/room-adapter.js';
import { visitOneRoomDirectly } from './visit-one-room.js';

const library: { Adapter: typeof Adapter } = createRequire(import.meta.url)('socket.io-adapter');

const EVERYONE = ['tom', 'ada', 'eve'];

/** Two adapters with the same members, of which the first one is changed. */
function adapters() {
  return [true, false].map((isChanged) => {
    const sockets = new Map(EVERYONE.map((id) => [id, { id }]));
    const namespace = { name: '/', sockets, server: { encoder: {} } };
    const adapter = new library.Adapter(namespace);
    for (const id of EVERYONE) adapter.addAll(id, new Set([id]));
    for (const id of ['tom', 'ada', 'gone']) adapter.addAll(id, new Set(['red']));
    adapter.addAll('ada', new Set(['blue']));
    if (isChanged) {
      // The room adapter of the library has the members of the contract.
      visitOneRoomDirectly(adapter as unknown as RoomAdapter, namespace as unknown as RoomNamespace);
    }
    return { adapter, namespace };
  });
}

it.each([
  { rooms: ['red'] },
  { rooms: ['blue'], except: [] },
  { rooms: ['red'], except: ['ada'] },
  { rooms: ['red', 'blue'] },
  { rooms: [] },
  { rooms: [], except: ['blue'] },
  { rooms: ['of nobody'] },
])('the members that the library visits are visited: $rooms without $except', async ({ rooms, except }) => {
  const selection = { rooms: new Set(rooms), ...(except && { except: new Set(except) }) };
  const [own, others] = await Promise.all(adapters().map(({ adapter }) => adapter.fetchSockets(selection)));
  expect(own).toEqual(others);
});

it('members may leave the room while they are visited', () => {
  const { adapter } = adapters()[0]!;
  const visited: string[] = [];
  // A private method of the library, which it calls for each operation.
  const { apply } = adapter as unknown as { apply(selection: object, visit: (member: { id: string }) => void): void };
  apply({ rooms: new Set(['red']) }, ({ id }) => {
    visited.push(id);
    adapter.del(id, 'red');
  });
  expect(visited).toEqual(['tom', 'ada']);
  expect(adapter.rooms.get('red')).toEqual(new Set(['gone']));
});

it('the library visits members with the method that is replaced', () => {
  expect(Object.hasOwn(library.Adapter.prototype, 'apply')).toBe(true);
});

it('a room adapter without the method stays as it is', () => {
  const adapter = { rooms: new Map() } as unknown as RoomAdapter;
  visitOneRoomDirectly(adapter, { sockets: new Map() } as unknown as RoomNamespace);
  expect(adapter).toEqual({ rooms: new Map() });
});
