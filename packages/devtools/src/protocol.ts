/**
 * What the page and the server say to each other. All paths are below the path of the page, and all bodies are JSON. A reply with
 * a status from 400 on is a {@link Failure}. The page composes addresses from its own: `/devtools` and `/devtools/` are the same page.
 *
 * | request | reply |
 * |---|---|
 * | `GET` of the path itself | the page |
 * | `GET document` | an AsyncAPI 3 document; {@link SERVER_EXTENSION} of a channel is a {@link ServerDescription.id} |
 * | `GET application` | {@link ApplicationDescription} |
 * | `GET live` | event stream of {@link LiveEvents} |
 * | `GET clients?server&room&search&offset&limit` | {@link ClientPage} |
 * | `GET rooms?server&search&offset&limit` | {@link RoomPage} |
 * | `GET clients/:server/:client/messages` | event stream of {@link ClientEvents} |
 * | `POST connections` with {@link ConnectionRequest} | 201 {@link Opened}, or 200 {@link Refused} |
 * | `GET connections/:connection/events` | event stream of {@link ConnectionEvents}; when it ends the connection is closed |
 * | `POST connections/:connection/messages` with {@link OutgoingMessage} | 202 |
 * | `DELETE connections/:connection/messages/:request` | 204: the stream or request has been cancelled |
 * | `DELETE connections/:connection` | 204 |
 *
 * An event stream has one named event for each key of its type, with the value as JSON. `POST` needs `Content-Type: application/json`.
 * Ids are not safe in paths: `encodeURIComponent` is needed.
 */

/** The body of a reply that is not the one that was asked for. */
export interface Failure {
  readonly status: number;
  readonly message: string;
}

/** In a channel of the AsyncAPI document: the id of the server on which it is. */
export const SERVER_EXTENSION = 'x-portico-server';

// ── the application ──────────────────────────────────────────────────────────────────────────

export interface ApplicationDescription {
  /** The name of the root module. */
  readonly name: string;
  /** Changes with each start of the application: everything that the page has read before is out of date then. */
  readonly start: string;
  readonly modules: readonly ModuleDescription[];
  readonly routes: readonly RouteDescription[];
  readonly gateways: readonly GatewayDescription[];
  readonly servers: readonly ServerDescription[];
}

export interface ModuleDescription {
  /** The same from one start to the next. */
  readonly id: string;
  readonly name: string;
  readonly global: boolean;
  readonly dynamic: boolean;
  /** Ids of modules. */
  readonly imports: readonly string[];
  /** Names of what other modules can inject. */
  readonly exports: readonly string[];
  /** Guards, pipes, interceptors and filters that are used by class included. */
  readonly providers: readonly ProviderDescription[];
  readonly controllers: readonly ProviderDescription[];
  /** Not among the providers. */
  readonly gateways: readonly ProviderDescription[];
}

/** Something that a module makes. */
export interface ProviderDescription {
  readonly id: string;
  readonly name: string;
  readonly scope: 'singleton' | 'request' | 'transient';
  /** Whether one instance is enough: not if something that it needs is made anew for each request. */
  readonly static: boolean;
  readonly kind: 'class' | 'value' | 'factory' | 'alias';
  /** If it is one. */
  readonly enhancer?: 'guard' | 'pipe' | 'interceptor' | 'filter';
  /** Whether the enhancer stands around every handler of the application. */
  readonly global?: boolean;
  readonly exported: boolean;
  /** Ids of what it needs, in this module or another one. Without what the framework provides. */
  readonly dependencies: readonly string[];
}

export interface RouteDescription {
  /** `GET`; `ALL` for every method. */
  readonly method: string;
  /** Complete, with prefix and version: `/api/cats/:id`. */
  readonly path: string;
  /** If it is not in the path. */
  readonly versions?: readonly string[];
  readonly hosts?: readonly string[];
  /** The id of the controller. */
  readonly controller: string;
  readonly controllerName: string;
  readonly handler: string;
}

export interface GatewayDescription {
  /** The id among the gateways of its module. */
  readonly id: string;
  readonly name: string;
  /** The id of its server. */
  readonly server: string;
  readonly events: readonly EventDescription[];
}

export interface EventDescription {
  /** As it is sent: an object pattern as JSON. */
  readonly event: string;
  readonly handler: string;
  /** Whether `defineMessages()` has defined it. */
  readonly defined: boolean;
}

/** Where clients connect: one adapter with one port and path, or one namespace of it. */
export interface ServerDescription {
  /** From its place: the same from one start to the next. */
  readonly id: string;
  /** The name of the adapter, or of its class. */
  readonly adapter: string;
  /** The dedicated port of its gateways, or that of the application. */
  readonly port: number;
  /** As it was declared: `/rooms/:room`. */
  readonly path?: string;
  readonly namespace?: string;
  /** The names of the parameters in the path. */
  readonly parameters: readonly string[];
  /** How the page can connect, the best one first. Empty for an adapter that it does not know. */
  readonly protocols: readonly Protocol[];
  /** The names of the gateways. */
  readonly gateways: readonly string[];
}

/** `ws` are the documented frames, `{ event, data }`. */
export type Protocol = 'socket.io' | 'portico.1' | 'ws';

// ── what happens ─────────────────────────────────────────────────────────────────────────────

/** Events of `live`. */
export interface LiveEvents {
  /** Every second, the first one at once. */
  readonly snapshot: Snapshot;
}

export interface Snapshot {
  /** Milliseconds, as `Date.now()` has them; so are all other `at`. */
  readonly at: number;
  /** As in the {@link ApplicationDescription}: if it differs, the application has been started again. */
  readonly start: string;
  readonly servers: readonly ServerSnapshot[];
  readonly process: ProcessSnapshot;
}

/** The counts are those since the start of the server; handlers are measured since a page has been opened. */
export interface ServerSnapshot {
  readonly id: string;
  readonly adapter: string;
  /** For people: `/socket.io`, `/rooms/:room`, `/chat on port 3001`. */
  readonly place: string;
  readonly gateways: readonly string[];
  readonly clients: number;
  /** Without those that have one client each and its id as their name. */
  readonly rooms: number;
  /** Of the last second. */
  readonly messagesPerSecond: number;
  readonly accepted: number;
  readonly answered: number;
  readonly failed: number;
  readonly running: number;
  readonly streaming: number;
  readonly queued: number;
  readonly bufferedBytes: number;
  /** Only reasons that have occurred. */
  readonly discarded: Readonly<Record<string, number>>;
  /** Connections that were refused since the page has been opened. */
  readonly refused: number;
  readonly handlers: readonly HandlerSnapshot[];
}

/** Only handlers that have been called since a page has been opened. Times are milliseconds, to the end of the result. */
export interface HandlerSnapshot {
  readonly event: string;
  readonly gateway: string;
  readonly handler: string;
  readonly calls: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface ProcessSnapshot {
  /** Bytes. */
  readonly memory: { readonly rss: number; readonly heapUsed: number; readonly heapTotal: number };
  /** Of one processor, in the last second: 0 to 1, or more with several threads. */
  readonly cpu: number;
  /** Milliseconds in the last second: the mean, and the longest. */
  readonly eventLoopDelay: { readonly mean: number; readonly max: number };
  /** Seconds since the process has started. */
  readonly uptime: number;
}

// ── clients ──────────────────────────────────────────────────────────────────────────────────

/** `limit`: at most 500; 100 if it is not given. */
export interface ClientPage {
  /** How many match `search` and `room`; the former is looked for in ids, addresses, rooms and urls. */
  readonly total: number;
  readonly offset: number;
  readonly clients: readonly ClientDescription[];
}

export interface ClientDescription {
  readonly id: string;
  /** `undefined` if the library does not know it any more. */
  readonly address?: string;
  /** Only of clients that have connected while a page was open. */
  readonly connectedAt?: number;
  /** At most 50, without its own. */
  readonly rooms: readonly string[];
  /** How many there are. */
  readonly roomCount: number;
  readonly bufferedBytes: number;
  /** Path and query of its request. */
  readonly url?: string;
  /** Of the path of its gateway. */
  readonly params: Readonly<Record<string, string | readonly string[]>>;
}

export interface RoomPage {
  readonly total: number;
  readonly offset: number;
  /** The largest ones first. */
  readonly rooms: readonly { readonly name: string; readonly clients: number }[];
}

/** Events of `clients/:server/:client/messages`. */
export interface ClientEvents {
  readonly message: ClientMessage;
  /** So many messages were left out, because they came too fast. */
  readonly skipped: { readonly at: number; readonly count: number };
  /** It has disconnected: the last event. */
  readonly left: { readonly at: number };
}

/** A message from the client whose handlers have completed, or which no handler has got. */
export interface ClientMessage {
  readonly at: number;
  readonly event: string;
  readonly data: Shown;
  readonly outcome: 'answered' | 'failed' | 'unsent' | 'cancelled' | 'discarded';
  /** Why it was discarded. */
  readonly reason?: string;
  readonly gateway?: string;
  readonly handler?: string;
  /** Milliseconds. */
  readonly duration?: number;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Data for people. */
export interface Shown {
  /** As JSON, or what stands for data that cannot be serialized; cut at 64 KiB. */
  readonly text: string;
  /** How many characters there are, if they have been cut. */
  readonly length?: number;
}

// ── trying messages ──────────────────────────────────────────────────────────────────────────

/** Browsers cannot set headers of a WebSocket: the application connects to itself on behalf of the page. */
export interface ConnectionRequest {
  /** The id of a server. */
  readonly server: string;
  readonly protocol: Protocol;
  /** For the parameters of the path; a wildcard takes several segments, with `/` between them. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** `auth` of socket.io. */
  readonly auth?: Readonly<Record<string, unknown>>;
}

export interface Opened {
  readonly id: string;
}

/** The application does not accept the connection. */
export interface Refused {
  readonly refused: {
    /** Of the HTTP response, or what socket.io was told; 0 if there is none. */
    readonly status: number;
    readonly message: string;
  };
}

export interface OutgoingMessage {
  /** A name that the page chooses, not used before on this connection. */
  readonly request: string;
  readonly event: string;
  /** Nothing is sent beside the event if it is absent. */
  readonly data?: unknown;
  /** `stream`: only with `portico.1`. `request` has a reply with socket.io and `portico.1`; with `ws` replies are events. */
  readonly as: 'send' | 'request' | 'stream';
}

/** Events of `connections/:connection/events`. Those that came before it was opened come first. */
export interface ConnectionEvents {
  /** An event from the server. */
  readonly received: { readonly at: number; readonly event: string; readonly data: Shown };
  /** The only reply of a request. */
  readonly reply: { readonly at: number; readonly request: string; readonly data: Shown };
  /** A value of a stream. */
  readonly streamed: { readonly at: number; readonly request: string; readonly data: Shown };
  /** A stream has ended, or a request was cancelled. */
  readonly ended: { readonly at: number; readonly request: string };
  /** A request or stream has failed; without `request`, something on the connection has. */
  readonly failed: {
    readonly at: number;
    readonly request?: string;
    readonly message: string;
    /** What the server has sent about it, if there is more. */
    readonly data?: Shown;
  };
  /** So many events were left out, because the page reads too slowly. */
  readonly skipped: { readonly at: number; readonly count: number };
  /** The last event. */
  readonly closed: { readonly at: number; readonly code?: number; readonly reason: string };
}
