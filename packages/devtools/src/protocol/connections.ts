import type { Protocol } from './application.js';
import type { Shown } from './shown.js';

/** The application connects to itself on behalf of the page, because browsers cannot set headers of a WebSocket. */
export interface ConnectionRequest {
  /** The id of a server. */
  readonly server: string;
  readonly protocol: Protocol;
  /** Values for the parameters of the path. The value of a wildcard can have several segments with `/` between them. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The option `auth` of socket.io. */
  readonly auth?: Readonly<Record<string, unknown>>;
}

export interface Opened {
  readonly id: string;
}

/** The application does not accept the connection. */
export interface Refused {
  readonly refused: {
    /** The status of the HTTP response, or the one that socket.io received. 0 if there is none. */
    readonly status: number;
    readonly message: string;
  };
}

export interface OutgoingMessage {
  /** A name that the page chooses and that this connection has not used before. */
  readonly request: string;
  readonly event: string;
  /** If it is missing, only the event is sent. */
  readonly data?: unknown;
  /** `stream` is only for `portico.1`. A `request` gets a reply with socket.io and `portico.1`. With `ws`, replies are events. */
  readonly as: 'send' | 'request' | 'stream';
}

/** Events of `connections/:connection/events`. The stream begins with the events from before it was opened. */
export interface ConnectionEvents {
  /** An event from the server. */
  readonly received: { readonly at: number; readonly event: string; readonly data: Shown };
  /** The only reply of a request. */
  readonly reply: { readonly at: number; readonly request: string; readonly data: Shown };
  /** A value of a stream. */
  readonly streamed: { readonly at: number; readonly request: string; readonly data: Shown };
  /** A stream has ended, or a request was cancelled. */
  readonly ended: { readonly at: number; readonly request: string };
  /** A request or stream has failed. Without `request`, another failure of the connection. */
  readonly failed: {
    readonly at: number;
    readonly request?: string;
    readonly message: string;
    /** Further data about the failure that the server has sent. */
    readonly data?: Shown;
  };
  /** The number of events that were omitted because the page reads too slowly. */
  readonly skipped: { readonly at: number; readonly count: number };
  /** The last event. */
  readonly closed: { readonly at: number; readonly code?: number; readonly reason: string };
}
