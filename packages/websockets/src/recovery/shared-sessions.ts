import { setImmediate } from 'node:timers';
import type { Connection } from '../connections/connection.js';
import type { PlainNamespace } from '../rooms/plain-namespace.js';
import { note } from '../sessions/kept-event.js';
import type { RecoveryLimits } from '../sessions/recovery-limits.js';
import { raceTimeout } from '../support/race-timeout.js';
import type { SessionStore } from './session-store.js';
import { TakenSessions } from './taken-sessions.js';

/** Sent by a process to which the client of a session has reconnected: `(pid, whether it has not waited for {@link STORED})`. */
const CONTINUED = 'portico:continued';
/** Sent by a process to which the client of a session has reconnected that another one considers connected: `(pid)`. */
const TAKE = 'portico:take';
/** The reply to {@link TAKE}: the client has been disconnected, and its session stored, also if that was earlier: `(pid)`. */
const STORED = 'portico:stored';
/** Reaches no client: it is sent only for its offset. */
const MARK = 'portico:mark';
/** How long clients wait for the offset of {@link MARK}, in milliseconds. */
const MARK_TIMEOUT_MS = 1_000;
/** After this time without an event, the offset of the last one may be unknown to the room adapter. Milliseconds. */
const FRESH_MS = 1_000;
const MOST_REFRESH_MS = 30_000;

/**
 * Stores the sessions of connected clients for other processes, because a process that crashes cannot do that. A
 * session is stored again when its rooms change, and at intervals, because room adapters discard it after some time.
 */
export class SharedSessions {
  private readonly timer: NodeJS.Timeout;
  private readonly changes = new Set<Connection>();
  private readonly taken = new TakenSessions();
  private marking: Promise<void> | undefined;
  /** As `performance.now()`. */
  private markedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param connected the clients that have a session
   * @param onContinued called with a session whose client has reconnected to another process
   * @param onTake called with a session that another process needs; returns whether it has been stored
   */
  constructor(
    private readonly namespace: PlainNamespace,
    private readonly store: SessionStore,
    limits: RecoveryLimits,
    connected: ReadonlyMap<string, Connection>,
    onContinued: (pid: string) => void,
    onTake: (pid: string) => boolean,
  ) {
    namespace.on(CONTINUED, (pid: string, isTooEarly: boolean) => {
      onContinued(pid);
      // What was stored too late must not be continued again.
      if (this.taken.takeBack(pid) && isTooEarly) store.discard(pid);
    });
    namespace.on(TAKE, (pid: string) => {
      if (onTake(pid)) this.taken.give(pid);
      else if (!this.taken.hasReleased(pid)) return;
      namespace.adapter.serverSideEmit([STORED, pid]);
    });
    namespace.on(STORED, (pid: string) => this.taken.stored(pid));
    const refreshMs = Math.min(MOST_REFRESH_MS, limits.maxDisconnectionDuration / 3);
    this.timer = setInterval(() => {
      void this.fresh();
      this.taken.forgetBefore(performance.now() - refreshMs);
      for (const connection of connected.values()) this.keep(connection);
    }, refreshMs).unref();
    void this.fresh();
  }

  /**
   * Returns a promise if the room adapter may not know the offset of the last event any more. It resolves when it knows one, or after
   * {@link MARK_TIMEOUT_MS}.
   */
  fresh(now = performance.now()): Promise<void> | undefined {
    const since = Math.max(this.namespace.offsets.last?.at ?? this.markedAt, this.markedAt);
    if (this.marking || now - since < FRESH_MS) return this.marking;
    this.markedAt = now;
    const done = (): void => {
      this.marking = undefined;
    };
    // Failures are logged where room adapters are guarded.
    this.marking = this.mark().then(done, done);
    return this.marking;
  }

  changed(connection: Connection): void {
    if (this.changes.size === 0) setImmediate(this.keepChanges);
    this.changes.add(connection);
  }

  keep(connection: Connection): void {
    const { session } = connection;
    if (session && session.pid !== '') this.store.keep(connection, session, true);
  }

  /** Lets the process that considers the client of a session connected disconnect it. Resolves to whether one has stored the session. */
  take(pid: string): Promise<boolean> {
    const stored = this.taken.wait(pid);
    this.namespace.adapter.serverSideEmit([TAKE, pid]);
    return stored;
  }

  /** This process has stored the session of a client that has reconnected to it. */
  released(pid: string): void {
    this.taken.release(pid);
  }

  /** Notifies the other processes that the client of a session has reconnected to this process. */
  continued(pid: string): void {
    this.namespace.adapter.serverSideEmit([CONTINUED, pid, this.taken.continuesTooEarly(pid)]);
  }

  close(): void {
    clearInterval(this.timer);
    this.changes.clear();
    this.taken.close();
  }

  private readonly keepChanges = (): void => {
    for (const connection of this.changes) this.keep(connection);
    this.changes.clear();
  };

  /** Sends an event, so that there is an offset that the room adapter knows. */
  private async mark(): Promise<void> {
    const selection = { rooms: new Set(['portico:nobody']), except: new Set<string>(), flags: {} };
    const data: unknown[] = [MARK];
    note(data, selection, this.namespace.order);
    const sending = Promise.resolve(this.namespace.adapter.broadcast({ type: 2, data }, selection));
    await raceTimeout(sending, MARK_TIMEOUT_MS, () => undefined);
  }
}
