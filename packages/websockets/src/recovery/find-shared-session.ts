import type { RestoredSession } from '../contracts/adapter/room-adapter.js';
import { type EarlierSession, isEarlierSession } from '../sessions/earlier-session.js';
import type { ResumeToken } from '../sessions/resume-token.js';
import type { SessionStore } from './session-store.js';
import type { SharedSessions } from './shared-sessions.js';

export type FoundSession = RestoredSession & EarlierSession;

/**
 * Finds the session of a client in a room adapter of several processes, with the events after the last one that the client has
 * received. Room adapters find a session only together with an offset that they know. That of a client which has received nothing
 * for some time may be unknown by now, so the session is read first, and tells from where nothing is missing.
 *
 * @returns `null` if there is none, or the offset is unknown; rejects as the room adapter does
 */
export async function findSharedSession(
  { pid, offset }: ResumeToken,
  store: SessionStore,
  shared: SharedSessions,
): Promise<FoundSession | null> {
  const read = async () => asEarlier(await store.restore(pid, store.offset ?? offset));
  const restoreFrom = async (from: string) => {
    try {
      return asEarlier(await store.restore(pid, from));
    } catch {
      return null;
    }
  };
  let session = await read();
  // What a process has stored of a client that it considers connected may be old.
  if (session?.isConnected && (await shared.take(pid))) session = await read();
  if (!session) return null;
  store.keepAgain(session);
  const from = fromOf(session, offset);
  const found = await restoreFrom(from);
  // The key is used up, also with an offset that the room adapter refuses without looking for the session.
  if (!found) store.discard(pid);
  return found && { ...found, position: from };
}

/** From where the events are missing that a client has missed. */
function fromOf({ sent, position }: EarlierSession, offset: string): string {
  return (offset === sent ? position : undefined) ?? offset;
}

function asEarlier(session: RestoredSession | null): FoundSession | null {
  return session && isEarlierSession(session) ? session : null;
}
