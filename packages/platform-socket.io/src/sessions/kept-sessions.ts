import { type Expiry, expiryOf, type RestoredSession } from '@portico/websockets/adapters';
import type { Namespace, Socket } from 'socket.io';
import { sessionKeyOf } from '../internals.js';
import { roomsOf } from '../namespaces/dynamic-rooms.js';
import { holdEvents } from './hold-events.js';

type MissedPackets = RestoredSession['missedPackets'];

/** What a client gets when it is accepted. */
interface Restored {
  readonly expiry: Expiry | undefined;
  /** The last event that the client has received. */
  readonly offset: string;
  readonly found: RestoredSession;
}

/** A room adapter that knows which events a client has missed when it is accepted, not only when its session was found. */
interface MissedEvents {
  missedSince(pid: string, offset: string): MissedPackets | undefined;
}

const EVENT = 2;

const wrapped = new WeakSet<object>();
/** Of sessions whose sockets are being created. */
const restored = new WeakMap<Namespace, Map<string, Restored>>();
const expiries = new WeakMap<Socket, Expiry>();

/** The date at which `disconnectAt()` would have disconnected a recovered client. */
export function restoredExpiry(client: Socket): Expiry | undefined {
  return expiries.get(client);
}

/**
 * Keeps the date of `disconnectAt()` with the session of a client: a client that loses its connection on purpose would
 * otherwise outlive its token. A session whose date has passed is not continued. Missed events are held until the client is
 * accepted: socket.io would send them before it runs the middleware and guards that may refuse the client.
 */
export function keepSessions(namespace: Namespace): void {
  const { adapter } = roomsOf(namespace);
  const { persistSession, restoreSession } = adapter;
  if (wrapped.has(adapter) || !persistSession || !restoreSession) return;
  wrapped.add(adapter);
  adapter.persistSession = (session) => {
    const socket = namespace.sockets.get(session.sid);
    const expiry = socket && expiryOf(socket);
    return persistSession.call(adapter, expiry ? { ...session, expiry } : session);
  };
  adapter.restoreSession = async (pid, offset) => {
    const found = await restoreSession.call(adapter, pid, offset);
    if (!found) return found;
    const kept: unknown = Reflect.get(found, 'expiry');
    const expiry = isExpiry(kept) ? kept : undefined;
    if (expiry && expiry.at <= Date.now()) return null;
    const ofNamespace = restored.get(namespace) ?? new Map<string, Restored>();
    restored.set(namespace, ofNamespace.set(pid, { expiry, offset, found }));
    return { ...found, missedPackets: [] };
  };
}

/** Assigns what was restored with a session to its socket, which was created with the session. */
export function takeRestored(socket: Socket): void {
  const ofNamespace = restored.get(socket.nsp);
  if (!ofNamespace) return;
  const key = sessionKeyOf(socket) ?? '';
  const found = ofNamespace.get(key);
  ofNamespace.delete(key);
  if (!found) return;
  if (found.expiry) expiries.set(socket, found.expiry);
  const session = heldSession(socket, key, found);
  const { _onconnect, _cleanup } = socket;
  let isDecided = false;
  socket._onconnect = () => {
    isDecided = true;
    for (const data of session.accept()) socket.client._packet({ type: EVENT, nsp: socket.nsp.name, data });
    _onconnect.call(socket);
  };
  // Called for sockets that are refused, and for those that disconnect, in any state.
  socket._cleanup = () => {
    if (!isDecided) session.refuse();
    isDecided = true;
    _cleanup.call(socket);
  };
}

/** The session of a client that has not been accepted yet. */
interface HeldSession {
  /** Returns the events that the client has missed. */
  accept(): MissedPackets;
  /** Lets the client continue the session later. */
  refuse(): void;
}

function heldSession(socket: Socket, key: string, { offset, found }: Restored): HeldSession {
  const { adapter } = socket.nsp;
  const { missedPackets, ...session } = found;
  // It has the session until the client is accepted.
  if (knowsMissed(adapter)) {
    return { accept: () => adapter.missedSince(key, offset) ?? missedPackets, refuse: () => undefined };
  }
  const missed = [...missedPackets];
  const stop = holdEvents(socket, missed);
  return {
    accept() {
      stop();
      return missed;
    },
    refuse() {
      stop();
      roomsOf(socket.nsp).adapter.persistSession?.(session);
    },
  };
}

function knowsMissed(adapter: object): adapter is MissedEvents {
  return 'missedSince' in adapter;
}

function isExpiry(value: unknown): value is Expiry {
  const { at, code }: Partial<Record<keyof Expiry, unknown>> = Object(value);
  return typeof at === 'number' && typeof code === 'number';
}
