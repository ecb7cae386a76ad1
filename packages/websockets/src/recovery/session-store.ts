import { Logger } from '@portico/common';
import { isPromiseLike, textOf } from '@portico/common/internal';
import { portableClientOf } from '../clients/portable-client.js';
import type { Connection } from '../connections/connection.js';
import { keptExpiry } from '../connections/disconnect-at.js';
import type { RestoredSession, RoomAdapter, RoomSession } from '../contracts/adapter/room-adapter.js';
import { webSocketError } from '../errors.js';
import { isSharedAdapter } from '../room-adapters/is-shared.js';
import { keepsSessions } from '../room-adapters/keeps-sessions.js';
import { serializable } from '../room-adapters/serializable.js';
import type { PlainNamespace } from '../rooms/plain-namespace.js';
import { OVERLAP_MS } from '../sessions/arrived-offsets.js';
import type { ClientSession } from '../sessions/client-session.js';
import type { EarlierSession } from '../sessions/earlier-session.js';
import type { RecoveryLimits } from '../sessions/recovery-limits.js';
import { sessionBytes } from '../sessions/session-bytes.js';

/** How much the clocks of processes may differ, in milliseconds. */
const CLOCK_TOLERANCE_MS = 2_000;
/** An offset of no event in any room adapter: the session is not continued, but is also no longer found. */
const NO_OFFSET = '0-0';

const logger = new Logger('WebSockets');

type Found = Promise<RestoredSession | null> | RestoredSession | null;

/** The sessions in the room adapter of a server. */
export class SessionStore {
  /** Whether other processes find the sessions. */
  readonly isShared: boolean;
  readonly overlap: number | undefined;
  readonly clockTolerance: number;
  private readonly adapter: RoomAdapter;
  private readonly keepsSessions: boolean;
  private isLargeSessionLogged = false;

  constructor(
    private readonly namespace: PlainNamespace,
    private readonly limits: RecoveryLimits,
  ) {
    this.adapter = namespace.adapter;
    this.isShared = isSharedAdapter(this.adapter);
    this.overlap = this.isShared ? OVERLAP_MS : undefined;
    this.clockTolerance = this.isShared ? CLOCK_TOLERANCE_MS : 0;
    this.keepsSessions = keepsSessions(this.adapter);
    if (!this.keepsSessions) logger.warn(missingSessions(this.adapter).message);
  }

  /** The offset for a client that reconnects before it has received an event; `undefined` if it could not recover. */
  get offset(): string | undefined {
    if (!this.keepsSessions) return undefined;
    return this.adapter.position ?? this.namespace.offsets.last?.offset;
  }

  /**
   * Stores the current session of a client, replacing the earlier one.
   *
   * @param isConnected whether the client may continue to receive events
   */
  keep(connection: Connection, session: ClientSession, isConnected: boolean): void {
    const rooms = [...(connection.member?.rooms ?? [])];
    const own: unknown = portableClientOf(connection).data;
    // A store in memory keeps the data itself, which may have what JSON cannot represent.
    const data = this.isShared ? serializable(own) : own;
    const { pid, sid, startedAt, joined, sent } = session;
    if (this.isTooLarge({ rooms, data })) {
      if (this.isShared) this.discard(pid);
      return;
    }
    const expiry = keptExpiry(connection);
    const kept: EarlierSession = {
      ...{ sid, pid, rooms, data, startedAt, joined: [...joined], sent },
      ...(expiry && { expiry }),
      ...(this.isShared && { isConnected, position: this.positionOf(session) }),
    };
    this.persist(kept);
  }

  /** Stores a session again that was found but not continued. */
  keepAgain({ missedPackets, ...session }: RestoredSession): void {
    this.persist(session);
  }

  /** @returns a promise if other processes may have stored the session; it rejects as the room adapter does */
  restore(pid: string, offset: string): Found {
    return this.keepsSessions ? (this.adapter.restoreSession?.(pid, offset) ?? null) : null;
  }

  discard(pid: string): void {
    const found = this.restore(pid, NO_OFFSET);
    // No session is expected to be found.
    if (isPromiseLike(found)) found.then(undefined, () => undefined);
  }

  /** From where a client has missed nothing so far that has received what was sent to it. */
  private positionOf({ held, position, sentAt }: ClientSession): string | undefined {
    const settled = this.namespace.offsets.settled();
    return settled && !held && settled.at >= sentAt ? settled.offset : position;
  }

  private persist(session: RoomSession): void {
    const kept = this.adapter.persistSession?.(session);
    if (isPromiseLike(kept))
      kept.then(undefined, (error: unknown) => logger.error('A session could not be stored', textOf(error)));
  }

  private isTooLarge(session: { rooms: readonly string[]; data: unknown }): boolean {
    const bytes = sessionBytes(session);
    if (bytes <= this.limits.maxSessionBytes) return false;
    if (!this.isLargeSessionLogged) logger.warn(largeSession(bytes, this.limits.maxSessionBytes).message);
    this.isLargeSessionLogged = true;
    return true;
  }
}

function missingSessions(adapter: RoomAdapter): Error {
  return webSocketError(
    'PORTICO_WS_RECOVERY',
    `A gateway has the option connectionStateRecovery, but its room adapter, ${adapter.constructor.name}, does not store sessions. Clients that reconnect begin new sessions.`,
    'Use @socket.io/redis-streams-adapter, or omit connectionStateRecovery.',
  );
}

function largeSession(bytes: number, most: number): Error {
  return webSocketError(
    'PORTICO_WS_RECOVERY',
    `The session of a client is not stored, because its rooms and data take ${bytes} bytes; the limit is ${most}. The client begins a new session when it reconnects.`,
    'Keep less data in client.data, or set @WebSocketGateway({ connectionStateRecovery: { maxSessionBytes: ... } }).',
  );
}
