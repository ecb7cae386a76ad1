/** The subprotocol, specified in docs/protocol.md. */
export const PROTOCOL = 'portico.1';

/** What names a client to the server. */
export interface Session {
  readonly id: string;
  /** Whether the server has continued the session of the connection before. */
  readonly recovered: boolean;
}

/** A frame of the server. */
export interface Frame {
  readonly session?: Session;
  readonly event?: string;
  readonly id?: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly more?: boolean;
  readonly end?: boolean;
}

/** @returns `undefined` for what is not a frame: the protocol says to ignore it */
export function readFrame(text: unknown): Frame | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const frame = JSON.parse(text);
    return typeof frame === 'object' && frame ? frame : undefined;
  } catch {
    return undefined;
  }
}
