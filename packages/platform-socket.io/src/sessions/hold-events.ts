import type { Namespace, Socket } from 'socket.io';
import type { Adapter, BroadcastOptions } from 'socket.io-adapter';
import { connectingClientsOf, observeBroadcasts } from '../internals.js';

type Packet = Parameters<Adapter['broadcast']>[0];
type PacketData = readonly unknown[];

/** A recovered client that has not been accepted yet. */
interface HeldClient {
  readonly socket: Socket;
  /** The data of the events that it has missed. */
  readonly missed: PacketData[];
}

const EVENT = 2;

const held = new WeakMap<Namespace, Set<HeldClient>>();

/**
 * Adds to the events that a recovered client has missed those that are sent before it is accepted: it is in its rooms already, but
 * socket.io sends it nothing until then. The room adapter has told what it missed when its session was found.
 *
 * @returns stops that
 */
export function holdEvents(socket: Socket, missed: PacketData[]): () => void {
  const clients = held.get(socket.nsp) ?? observe(socket.nsp);
  const connecting = connectingClientsOf(socket.nsp);
  for (const client of clients) if (connecting.get(client.socket.id) !== client.socket) clients.delete(client);
  const added = { socket, missed };
  clients.add(added);
  return () => void clients.delete(added);
}

function observe(namespace: Namespace): Set<HeldClient> {
  const clients = new Set<HeldClient>();
  held.set(namespace, clients);
  observeBroadcasts(namespace.adapter, (packet, selection) => {
    if (clients.size === 0 || !canBeMissed(packet, selection)) return;
    for (const { socket, missed } of clients) if (isSelected(socket, selection)) hold(missed, packet.data);
  });
  return clients;
}

/** The event may be among the missed ones already: its offset is the last part of its data. */
function hold(missed: PacketData[], data: PacketData): void {
  const offset = data.at(-1);
  if (!missed.some((each) => each.at(-1) === offset)) missed.push([...data]);
}

function canBeMissed({ type, id }: Packet, { flags }: BroadcastOptions): boolean {
  return type === EVENT && id === undefined && !flags?.volatile;
}

function isSelected({ rooms: own }: Socket, { rooms, except = new Set() }: BroadcastOptions): boolean {
  const isIn = (selected: ReadonlySet<string>): boolean => [...selected].some((room) => own.has(room));
  return (rooms.size === 0 || isIn(rooms)) && !isIn(except);
}
