/** The subprotocol, specified in docs/protocol.md. */
export const PROTOCOL = 'portico.1';

/** The identity of a client. */
export interface Session {
  readonly id: string;
  /**
   * Whether the server has continued the session of the previous connection: the client is in its rooms, and has
   * received or will receive the events that it missed.
   */
  readonly recovered: boolean;
}

/** The first frame of a connection. */
export interface SessionFrame extends Session {
  /** Continues the session once. */
  readonly key?: string;
  /** The position before the first event. */
  readonly offset?: string;
  /** How many milliseconds events may be out of order. */
  readonly overlap?: number;
  /** Whether the server replies to pings. */
  readonly ping?: boolean;
}

/** A frame of the server. */
export interface Frame {
  readonly session?: SessionFrame;
  readonly event?: string;
  readonly id?: number;
  readonly data?: unknown;
  readonly offset?: string;
  readonly error?: unknown;
  readonly more?: boolean;
  readonly end?: boolean;
}

/** @returns `undefined` for data that is not a frame, which the protocol ignores */
export function readFrame(text: unknown): Frame | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const frame = JSON.parse(text);
    return typeof frame === 'object' && frame ? frame : undefined;
  } catch {
    return undefined;
  }
}
