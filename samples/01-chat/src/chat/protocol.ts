/**
 * What travels between page and server, on either transport:
 * socket.io carries it as events, `ws` as `{ "event": …, "data": … }` frames.
 */

export interface Person {
  readonly id: string;
  readonly nickname: string;
}

export interface ChatMessage {
  readonly id: string;
  readonly author: Person;
  readonly text: string;
  /** When the server took it, ISO 8601. */
  readonly at: string;
}

export interface RoomSummary {
  readonly name: string;
  readonly people: number;
}

/** What the page may tell its user before the server says so. */
export interface Limits {
  readonly nickname: number;
  readonly room: number;
  readonly text: number;
}

export interface Problem {
  /** The event that went wrong. */
  readonly event: string;
  /** The `ref` of the message that went wrong, if it had one. */
  readonly ref?: string;
  readonly code: string;
  /** A sentence for the user: what is wrong and how to fix it. */
  readonly message: string;
  /** The field of the message that the sentence is about. */
  readonly field?: string;
  /** A value that would have been accepted. */
  readonly suggestion?: string;
}

/** Every event that the server sends, with what it carries. */
export interface ServerEvents {
  welcome: { readonly rooms: readonly RoomSummary[]; readonly limits: Limits };
  rooms: { readonly rooms: readonly RoomSummary[] };
  joined: {
    readonly room: string;
    readonly you: Person;
    readonly people: readonly Person[];
    readonly typing: readonly Person[];
    readonly history: readonly ChatMessage[];
  };
  left: { readonly room: string };
  said: { readonly ref: string; readonly message: ChatMessage };
  message: ChatMessage;
  people: { readonly people: readonly Person[]; readonly came?: Person; readonly went?: Person };
  typing: { readonly people: readonly Person[] };
  replaced: { readonly room: string };
  pong: Record<string, never>;
  problem: Problem;
}

export type ServerEvent = keyof ServerEvents;
