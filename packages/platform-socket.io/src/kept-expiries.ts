import { type Expiry, expiryOf } from '@portico/websockets';
import type { Namespace, Socket } from 'socket.io';
import { roomsOf } from './dynamic-rooms.js';
import { sessionKeyOf } from './internals.js';

const wrapped = new WeakSet<object>();
/** Of sessions whose sockets are being created. */
const restored = new WeakMap<Namespace, Map<string, Expiry>>();
const expiries = new WeakMap<Socket, Expiry>();

/** The date at which `disconnectAt()` would have disconnected a recovered client. */
export function restoredExpiry(client: Socket): Expiry | undefined {
  return expiries.get(client);
}

/**
 * Keeps the date of `disconnectAt()` with the session of a client: a client that loses its connection on purpose would
 * otherwise outlive its token. A session whose date has passed is not continued.
 */
export function keepExpiries(namespace: Namespace): void {
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
    const expiry: unknown = found && Reflect.get(found, 'expiry');
    if (!isExpiry(expiry)) return found;
    if (expiry.at <= Date.now()) return null;
    const ofNamespace = restored.get(namespace) ?? new Map<string, Expiry>();
    restored.set(namespace, ofNamespace.set(pid, expiry));
    return found;
  };
}

/** Assigns the date of a restored session to its socket, which was created with the session. */
export function takeExpiry(socket: Socket): void {
  const ofNamespace = restored.get(socket.nsp);
  if (!ofNamespace) return;
  const key = sessionKeyOf(socket) ?? '';
  const expiry = ofNamespace.get(key);
  if (expiry) expiries.set(socket, expiry);
  ofNamespace.delete(key);
}

function isExpiry(value: unknown): value is Expiry {
  const { at, code }: Partial<Record<keyof Expiry, unknown>> = Object(value);
  return typeof at === 'number' && typeof code === 'number';
}
