import { isPromiseLike } from '@portico/common/internal';
import type { RestoredSession, RoomAdapter } from '../contracts/adapter/room-adapter.js';

/** The room adapters of `socket.io-adapter` know their namespace. */
interface NamespaceAdapter extends RoomAdapter {
  readonly nsp?: { readonly name: string };
}

/**
 * Keeps the sessions of each namespace apart. Room adapters of several processes store all of them under the keys of their clients alone,
 * so that a client could continue its session with another gateway, which would take it for one of its own clients.
 */
export function separateSessions(adapter: NamespaceAdapter): void {
  const { persistSession, restoreSession, nsp } = adapter;
  if (!persistSession || !restoreSession || !nsp) return;
  // Clients choose both, so no separator is safe.
  const keyOf = (pid: string): string => JSON.stringify([nsp.name, pid]);
  adapter.persistSession = (session) => persistSession.call(adapter, { ...session, pid: keyOf(session.pid) });
  adapter.restoreSession = (pid, offset) => {
    const own = (found: RestoredSession | null) => found && { ...found, pid };
    const found = restoreSession.call(adapter, keyOf(pid), offset);
    return isPromiseLike(found) ? found.then(own) : own(found);
  };
}
