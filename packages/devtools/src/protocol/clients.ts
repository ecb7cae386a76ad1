import type { Shown } from './shown.js';

/** The parameter `limit` is at most 500. Default: 100. */
export interface ClientPage {
  /** The number of clients that match `search` and `room`. `search` is looked for in ids, addresses, rooms and URLs. */
  readonly total: number;
  readonly offset: number;
  readonly clients: readonly ClientDescription[];
}

export interface ClientDescription {
  readonly id: string;
  /** `undefined` if the library no longer knows it. */
  readonly address?: string;
  /** Known only for clients that connected while a page was open. */
  readonly connectedAt?: number;
  /** At most 50 rooms, without the one that the client has for itself. */
  readonly rooms: readonly string[];
  /** The number of all its rooms. */
  readonly roomCount: number;
  readonly bufferedBytes: number;
  /** The path and query of its request. */
  readonly url?: string;
  /** The parameters in the path of its gateway. */
  readonly params: Readonly<Record<string, string | readonly string[]>>;
}

export interface RoomPage {
  readonly total: number;
  readonly offset: number;
  /** Sorted by size, the largest ones first. */
  readonly rooms: readonly { readonly name: string; readonly clients: number }[];
}

/** Events of `clients/:server/:client/messages`. */
export interface ClientEvents {
  readonly message: ClientMessage;
  /** The number of messages that were omitted because there were too many. */
  readonly skipped: { readonly at: number; readonly count: number };
  /** The client has disconnected. This is the last event. */
  readonly left: { readonly at: number };
}

/** A message from the client whose handlers have completed, or which did not reach a handler. */
export interface ClientMessage {
  readonly at: number;
  readonly event: string;
  readonly data: Shown;
  readonly outcome: 'completed' | 'failed' | 'unsent' | 'cancelled' | 'discarded';
  /** The reason why it was discarded. */
  readonly reason?: string;
  readonly gateway?: string;
  readonly handler?: string;
  /** In milliseconds. */
  readonly duration?: number;
  readonly error?: { readonly name: string; readonly message: string };
}
