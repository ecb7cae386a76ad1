/**
 * Keeps the sessions of clients that lose their connection: a client that reconnects in time has its id, rooms and data
 * again, and receives the events that it missed. The first option has the same name and meaning as in socket.io.
 *
 * @example
 * \@WebSocketGateway({ connectionStateRecovery: { maxDisconnectionDuration: 60_000 } })
 * @see docs/recovery.md
 */
export interface RecoveryOptions {
  /** Milliseconds that a session is kept after the connection was lost. Default: 120,000. */
  readonly maxDisconnectionDuration?: number | undefined;
  /** How many sessions of disconnected clients a process keeps in memory; the oldest ones are discarded. Default: 10,000. */
  readonly maxSessions?: number | undefined;
  /**
   * How many bytes the rooms and the data of a client may take as JSON; larger sessions are not kept. Not on socket.io.
   * Default: 65,536.
   */
  readonly maxSessionBytes?: number | undefined;
  /**
   * How many bytes the rooms and the data of all sessions may take that a process keeps in memory, as JSON; the oldest ones are
   * discarded. Default: 64 MiB.
   */
  readonly maxTotalSessionBytes?: number | undefined;
  /**
   * How many events a process keeps in memory for clients that reconnect; the oldest ones are discarded. Default:
   * 10,000.
   */
  readonly maxEvents?: number | undefined;
  /** How many bytes of events a process keeps in memory. Default: 16 MiB. */
  readonly maxEventBytes?: number | undefined;
}
