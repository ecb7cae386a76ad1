import { isPromiseLike } from '@portico/common/internal';
import { continuePortableClient, portableClientOf } from '../clients/portable-client.js';
import type { Connection } from '../connections/connection.js';
import { setExpiry } from '../connections/disconnect-at.js';
import { disconnectClient } from '../connections/disconnect-client.js';
import { isTemporaryClose } from '../connections/temporary-close.js';
import type { RestoredSession } from '../contracts/adapter/room-adapter.js';
import type { SessionStart } from '../contracts/adapter/session-start.js';
import type { SharedEvent } from '../contracts/adapter/shared-event.js';
import type { ServerRooms } from '../rooms/server-rooms.js';
import { ClientSession, type SessionObserver } from '../sessions/client-session.js';
import { type EarlierSession, hasExpired, isEarlierSession, missedEvents } from '../sessions/earlier-session.js';
import type { RecoveryLimits } from '../sessions/recovery-limits.js';
import { createKey, readResumeToken } from '../sessions/resume-token.js';
import { findSharedSession } from './find-shared-session.js';
import { SessionStore } from './session-store.js';
import { SharedSessions } from './shared-sessions.js';

type ClientConnection = Connection;

/** In the range for applications, after HTTP's 409. */
const CONFLICT = 4409;
const REPLACED = 'Continued by another connection';

/** The sessions of the clients of one server: connected ones, and disconnected ones that can be recovered. */
export class SessionKeeper implements SessionObserver {
  private readonly connected = new Map<string, ClientConnection>();
  private readonly store: SessionStore;
  private readonly shared: SharedSessions | undefined;

  /**
   * Called when a session is continued by another connection, which may be long before the library notices that the earlier one has
   * ended: `handleDisconnect` is called for that before `handleConnection` is called for the new one, which has the same id.
   */
  onReplaced: (connection: ClientConnection, ...reason: readonly unknown[]) => void = () => undefined;

  constructor(
    private readonly rooms: ServerRooms,
    limits: RecoveryLimits,
  ) {
    const namespace = rooms.plainNamespace;
    this.store = new SessionStore(namespace, limits);
    if (!this.store.isShared) return;
    this.shared = new SharedSessions(
      namespace,
      this.store,
      limits,
      this.connected,
      (pid) => this.leave(this.connected.get(pid)),
      (pid) => this.release(pid),
    );
  }

  /** Prepares the session of a client. It begins when the client is accepted. */
  offer(connection: ClientConnection, token: string | undefined, sendStart: (start: SessionStart) => void): void {
    const earlier = token === undefined ? undefined : readResumeToken(token);
    connection.session = new ClientSession(earlier, sendStart, this, this.rooms.plainNamespace.order);
  }

  /** @returns a promise if an earlier session has to be looked up */
  begin(connection: ClientConnection, session: ClientSession): Promise<void> | undefined {
    const ready = this.shared?.fresh();
    return ready ? ready.then(() => this.enter(connection, session)) : this.enter(connection, session);
  }

  /**
   * Keeps the session of a client whose connection was lost, or closed on purpose. Called before the client leaves its
   * rooms.
   */
  lost(connection: ClientConnection, session: ClientSession, code: unknown): void {
    if (session.pid === '') return;
    if (!isTemporaryClose(code)) {
      session.forget();
      return;
    }
    this.connected.delete(session.pid);
    if (session.held && session.token) {
      // The client has not received the new key: it reconnects with the previous one.
      if (this.shared) this.store.discard(session.pid);
      session.pid = session.token.pid;
    }
    this.store.keep(connection, session, false);
    session.pid = '';
  }

  changed({ pid }: ClientSession): void {
    const connection = this.connected.get(pid);
    if (connection) this.shared?.changed(connection);
  }

  forgotten({ pid }: ClientSession): void {
    this.connected.delete(pid);
    if (this.shared) this.store.discard(pid);
  }

  close(): void {
    this.shared?.close();
  }

  private enter(connection: ClientConnection, session: ClientSession): Promise<void> | undefined {
    if (connection.isOver) return undefined;
    const { token } = session;
    if (!token) return this.start(connection, session);
    // The server may not have noticed that the connection was lost.
    if (this.release(token.pid)) this.shared?.released(token.pid);
    if (this.shared) {
      return findSharedSession(token, this.store, this.shared).then(
        (found) => this.resume(connection, session, found),
        () => this.start(connection, session),
      );
    }
    const found = this.store.restore(token.pid, token.offset);
    if (!isPromiseLike(found)) return this.resume(connection, session, found);
    return found.then(
      (restored) => this.resume(connection, session, restored),
      () => this.start(connection, session),
    );
  }

  /** Begins a new session. */
  private start(connection: ClientConnection, session: ClientSession): undefined {
    // The client has left while its earlier session was being looked up.
    if (connection.isOver) return;
    const { id } = portableClientOf(connection);
    const { offset, overlap } = this.store;
    if (offset === undefined) {
      session.sendStart({ id, recovered: false });
      return;
    }
    session.passed(offset);
    session.joined.set(id, session.startedAt);
    const key = this.connect(connection, session, id);
    session.sendStart({ id, recovered: false, key, offset, overlap });
    this.rooms.enter(connection);
    this.shared?.keep(connection);
  }

  /** Continues a session, if one has been found. */
  private resume(
    connection: ClientConnection,
    session: ClientSession,
    restored: RestoredSession | null,
  ): Promise<void> | undefined {
    if (!restored || !isEarlierSession(restored) || hasExpired(restored)) return this.start(connection, session);
    if (connection.isOver) {
      // Lost again: the client still has the key.
      this.store.keepAgain(restored);
      return undefined;
    }
    this.shared?.continued(restored.pid);
    const { clockTolerance } = this.store;
    const missed = missedEvents(restored, restored, clockTolerance);
    const key = this.admit(connection, session, restored);
    if (!this.shared) {
      this.catchUp(connection, session, key, missed);
      return undefined;
    }
    return this.sinceRestored(connection, session, restored).then((late) =>
      this.catchUp(connection, session, key, [
        ...missed,
        ...(late ? missedEvents(late, restored, clockTolerance) : []),
      ]),
    );
  }

  /** Restores the id, data and rooms of the client. New events are held until it has received the missed ones. */
  private admit(connection: ClientConnection, session: ClientSession, earlier: EarlierSession): string {
    const { sid, data, rooms, expiry } = earlier;
    continuePortableClient(connection, sid, data);
    if (expiry) setExpiry(connection, expiry);
    session.recovered = true;
    session.startedAt = earlier.startedAt;
    session.joined = new Map(earlier.joined);
    if (session.token) session.passed(session.token.offset, earlier.position);
    session.held = [];
    const key = this.connect(connection, session, sid);
    void this.rooms.enter(connection).join([...rooms]);
    return key;
  }

  /**
   * Returns the events that reached this process after the session was restored, and before the client was in its
   * rooms.
   */
  private async sinceRestored(
    connection: ClientConnection,
    session: ClientSession,
    { missedPackets }: RestoredSession,
  ): Promise<RestoredSession | null> {
    const { pid } = session;
    const last = missedPackets.at(-1)?.at(-1) ?? session.position;
    this.store.keep(connection, session, true);
    try {
      return await this.store.restore(pid, String(last));
    } catch {
      return null;
    } finally {
      if (session.pid === pid) this.store.keep(connection, session, true);
    }
  }

  private catchUp(
    connection: ClientConnection,
    session: ClientSession,
    key: string,
    missed: readonly SharedEvent[],
  ): void {
    const held = session.held ?? [];
    session.held = undefined;
    if (connection.isOver) return;
    const { id } = portableClientOf(connection);
    session.sendStart({ id, recovered: true, key, overlap: this.store.overlap });
    const sent = new Set<string | undefined>();
    for (const event of [...missed, ...held]) {
      if (event.offset !== undefined && sent.has(event.offset)) continue;
      sent.add(event.offset);
      this.rooms.enter(connection).writeToEngine([event], {});
    }
  }

  /** @returns the key of the session */
  private connect(connection: ClientConnection, session: ClientSession, id: string): string {
    const { key, pid } = createKey();
    session.sid = id;
    session.pid = pid;
    this.connected.set(pid, connection);
    return key;
  }

  /** Stores a session whose client continues it with another connection. Returns whether its earlier connection was open. */
  private release(pid: string): boolean {
    const connection = this.connected.get(pid);
    if (!connection?.session) return false;
    this.lost(connection, connection.session, undefined);
    this.leave(connection);
    return true;
  }

  /** Disconnects an earlier connection whose client has reconnected with another one. */
  private leave(connection: ClientConnection | undefined): void {
    if (!connection) return;
    const { session } = connection;
    if (session) {
      this.connected.delete(session.pid);
      session.pid = '';
    }
    this.rooms.remove(connection);
    disconnectClient(connection, CONFLICT, REPLACED);
    this.onReplaced(connection, CONFLICT, REPLACED);
  }
}
