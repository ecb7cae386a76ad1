import { isObject } from '@portico/common/internal';
import type { RoomAdapter, RoomSelection } from '../contracts/adapter/room-adapter.js';
import { withoutUnserializable } from './serializable.js';

/** The methods of room adapters that receive a message of another process, and one that visits clients of this process. */
interface ReceivingAdapter extends RoomAdapter {
  /** Of `@socket.io/redis-adapter`: text in JSON, or a binary message. */
  onrequest?(channel: unknown, message: unknown): unknown;
  /** Of adapters that extend `ClusterAdapter` of `socket.io-adapter`. */
  onMessage?(message: unknown, offset?: string): unknown;
  apply?(selection: Partial<RoomSelection>, visit: (member: unknown) => void): void;
}

/** The question which clients a process has, in each of them. */
const REMOTE_FETCH = 5;
const FETCH_SOCKETS = 7;

/**
 * Lets a room adapter tell other processes about clients whose data cannot be serialized completely. Its reply about all clients would
 * fail, where nothing catches the error.
 */
export function shareClientData(adapter: ReceivingAdapter): void {
  const { onrequest, onMessage, apply } = adapter;
  if (!apply) return;
  let isFetching = false;
  // Room adapters collect the clients before they first wait for something.
  const receive = (fetches: boolean, run: () => unknown): unknown => {
    isFetching = fetches;
    try {
      return run();
    } finally {
      isFetching = false;
    }
  };
  adapter.apply = (selection, visit) =>
    apply.call(adapter, selection, isFetching ? (member) => visit(shareable(member)) : visit);
  if (onrequest) {
    adapter.onrequest = (channel, message) =>
      receive(isRemoteFetch(message), () => onrequest.call(adapter, channel, message));
  }
  if (onMessage) {
    adapter.onMessage = (message, offset) =>
      receive(typeOf(message) === FETCH_SOCKETS, () => onMessage.call(adapter, message, offset));
  }
}

function shareable(member: unknown): unknown {
  if (!isObject(member) || !Object.hasOwn(member, 'data')) return member;
  const { id, handshake, rooms, data } = member;
  return { id, handshake: shareableHandshake(handshake), rooms, data: withoutUnserializable(data) };
}

/** Clients choose their query, their headers, and on socket.io any JSON as `auth`. */
function shareableHandshake(handshake: unknown): unknown {
  if (!isObject(handshake)) return handshake;
  // Room adapters do not share it either: it may have circular references.
  const { sessionStore: _, ...shared } = handshake;
  return withoutUnserializable(shared, 'client.handshake');
}

function isRemoteFetch(message: unknown): boolean {
  const isText = typeof message === 'string' || Buffer.isBuffer(message);
  // Other messages may be long, and arrive for each client that joins a room.
  if (!isText || !message.includes(`"type":${REMOTE_FETCH}`)) return false;
  try {
    return typeOf(JSON.parse(message.toString())) === REMOTE_FETCH;
  } catch {
    return false;
  }
}

function typeOf(message: unknown): unknown {
  return isObject(message) ? message.type : undefined;
}
