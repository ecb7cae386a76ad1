import type { Connection } from '../clients/connection.js';
import { raceTimeout } from '../clients/race-timeout.js';
import type { PlainNamespace } from '../rooms/plain-namespace.js';
import { note } from './kept-event.js';
import type { RecoveryLimits } from './recovery-limits.js';
import type { SessionStore } from './session-store.js';

/** Sent by a process to which the client of a session has reconnected: `(pid)`. */
const CONTINUED = 'portico:continued';
/** Reaches no client: it is sent only for its offset. */
const MARK = 'portico:mark';
/** How long clients wait for the offset of {@link MARK}, in milliseconds. */
const MARK_TIMEOUT_MS = 1_000;
const MOST_REFRESH_MS = 30_000;

/**
 * Stores the sessions of connected clients for other processes, because a process that crashes cannot do that. A
 * session is stored again when its rooms change, and at intervals, because room adapters discard it after some time.
 */
export class SharedSessions {
  /** Set until clients can be given an offset. */
  ready: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly changes = new Set<Connection>();

  /**
   * @param connected the clients that have a session
   * @param onContinued called with a session whose client has reconnected to another process
   */
  constructor(
    private readonly namespace: PlainNamespace,
    private readonly store: SessionStore,
    limits: RecoveryLimits,
    connected: ReadonlyMap<string, Connection>,
    onContinued: (pid: string) => void,
  ) {
    namespace.on(CONTINUED, onContinued);
    const refreshMs = Math.min(MOST_REFRESH_MS, limits.maxDisconnectionDuration / 3);
    this.timer = setInterval(() => {
      for (const connection of connected.values()) this.keep(connection);
    }, refreshMs).unref();
    this.ready = this.mark().finally(() => {
      this.ready = undefined;
    });
  }

  changed(connection: Connection): void {
    if (this.changes.size === 0) setImmediate(this.keepChanges);
    this.changes.add(connection);
  }

  keep(connection: Connection): void {
    const { session } = connection;
    if (session && session.pid !== '') this.store.keep(connection, session);
  }

  /** Notifies the other processes that the client of a session has reconnected to this process. */
  continued(pid: string): void {
    this.namespace.adapter.serverSideEmit([CONTINUED, pid]);
  }

  close(): void {
    clearInterval(this.timer);
    this.changes.clear();
  }

  private readonly keepChanges = (): void => {
    for (const connection of this.changes) this.keep(connection);
    this.changes.clear();
  };

  /** Sends an event, so that there is an offset before the first event of the application. */
  private async mark(): Promise<void> {
    const selection = { rooms: new Set(['portico:nobody']), except: new Set<string>(), flags: {} };
    const data: unknown[] = [MARK];
    note(data, selection);
    const sending = Promise.resolve(this.namespace.adapter.broadcast({ type: 2, data }, selection));
    await raceTimeout(sending, MARK_TIMEOUT_MS, () => undefined);
  }
}
