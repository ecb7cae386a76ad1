/**
 * The protocol between the page and the server. All paths are relative to the path of the page, and all bodies are JSON. A reply with
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

/** The body of a reply that reports an error. */
export interface Failure {
  readonly status: number;
  readonly message: string;
}

/** The property of a channel in the AsyncAPI document that has the id of its server. */
export const SERVER_EXTENSION = 'x-portico-server';

// ── the application ──────────────────────────────────────────────────────────────────────────

export interface ApplicationDescription {
  /** The name of the root module. */
  readonly name: string;
  /** Different after each start of the application. If it has changed, everything that the page has read before is out of date. */
  readonly start: string;
  readonly modules: readonly ModuleDescription[];
  readonly routes: readonly RouteDescription[];
  readonly gateways: readonly GatewayDescription[];
  readonly servers: readonly ServerDescription[];
}

export interface ModuleDescription {
  /** Stays the same when the application is started again. */
  readonly id: string;
  readonly name: string;
  readonly global: boolean;
  readonly dynamic: boolean;
  /** The ids of the imported modules. */
  readonly imports: readonly string[];
  /** The names of the providers and modules that it exports. */
  readonly exports: readonly string[];
  /** Includes guards, pipes, interceptors and filters that are used as classes. */
  readonly providers: readonly ProviderDescription[];
  readonly controllers: readonly ProviderDescription[];
  /** Gateways are listed only here, and not as providers. */
  readonly gateways: readonly ProviderDescription[];
}

/** A provider, controller or gateway of a module. */
export interface ProviderDescription {
  readonly id: string;
  readonly name: string;
  readonly scope: 'singleton' | 'request' | 'transient';
  /** Whether there is only one instance. `false` if one of its dependencies is created for each request. */
  readonly static: boolean;
  readonly kind: 'class' | 'value' | 'factory' | 'alias';
  /** The kind of enhancer. Missing if it is not an enhancer. */
  readonly enhancer?: 'guard' | 'pipe' | 'interceptor' | 'filter';
  /** Whether the enhancer applies to every handler of the application. */
  readonly global?: boolean;
  readonly exported: boolean;
  /** The ids of its dependencies, in this module or others, without providers of the framework. */
  readonly dependencies: readonly string[];
}

export interface RouteDescription {
  /** The method, such as `GET`. `ALL` means every method. */
  readonly method: string;
  /** The complete path with prefix and version, such as `/api/cats/:id`. */
  readonly path: string;
  /** The versions, unless they are in the path. */
  readonly versions?: readonly string[];
  readonly hosts?: readonly string[];
  /** The id of the controller. */
  readonly controller: string;
  readonly controllerName: string;
  readonly handler: string;
}

export interface GatewayDescription {
  /** The id that it has in the gateways of its module. */
  readonly id: string;
  readonly name: string;
  /** The id of its server. */
  readonly server: string;
  readonly events: readonly EventDescription[];
}

export interface EventDescription {
  /** The event as clients send it. An object pattern is written as JSON. */
  readonly event: string;
  readonly handler: string;
  /** Whether `defineMessages()` has defined it. */
  readonly defined: boolean;
}

/** A place where clients connect. It is a path of one port of an adapter, or a namespace there. */
export interface ServerDescription {
  /** Made from its place, so that it stays the same when the application is started again. */
  readonly id: string;
  /** The name of the adapter, or of its class. */
  readonly adapter: string;
  /** The dedicated port of its gateways, or that of the application. */
  readonly port: number;
  /** The path as declared, such as `/rooms/:room`. */
  readonly path?: string;
  readonly namespace?: string;
  /** The names of the parameters in the path. */
  readonly parameters: readonly string[];
  /** The protocols with which the page can connect, the best one first. Empty for unknown adapters. */
  readonly protocols: readonly Protocol[];
  /** The names of the gateways. */
  readonly gateways: readonly string[];
}

/** `ws` means the documented frames, `{ event, data }`. */
export type Protocol = 'socket.io' | 'portico.1' | 'ws';

// ── what happens ─────────────────────────────────────────────────────────────────────────────

/** Events of `live`. */
export interface LiveEvents {
  /** Sent immediately, and then every second. */
  readonly snapshot: Snapshot;
}

export interface Snapshot {
  /** The time in milliseconds, like `Date.now()`. This applies to every `at`. */
  readonly at: number;
  /** The value of the {@link ApplicationDescription}. If it differs, the application has been started again. */
  readonly start: string;
  readonly servers: readonly ServerSnapshot[];
  readonly process: ProcessSnapshot;
}

/** Messages are counted since the start of the server, and handlers since a page was opened. */
export interface ServerSnapshot {
  readonly id: string;
  readonly adapter: string;
  /** A readable name, such as `/socket.io`, `/rooms/:room` or `/chat on port 3001`. */
  readonly place: string;
  readonly gateways: readonly string[];
  readonly clients: number;
  /** The number of rooms without the room that each client has for itself. */
  readonly rooms: number;
  /** Measured in the last second. */
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
  /** The number of connections that were refused since a page was opened. */
  readonly refused: number;
  readonly handlers: readonly HandlerSnapshot[];
}

/** A handler that has been called since a page was opened. Times are in milliseconds and end when the result is complete. */
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
  /** The memory in bytes. */
  readonly memory: { readonly rss: number; readonly heapUsed: number; readonly heapTotal: number };
  /** The load of the processor in the last second. 1 is one core; several threads can use more. */
  readonly cpu: number;
  /** The mean and longest delay in the last second, in milliseconds. */
  readonly eventLoopDelay: { readonly mean: number; readonly max: number };
  /** The seconds since the process was started. */
  readonly uptime: number;
}

// ── clients ──────────────────────────────────────────────────────────────────────────────────

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
  readonly outcome: 'answered' | 'failed' | 'unsent' | 'cancelled' | 'discarded';
  /** The reason why it was discarded. */
  readonly reason?: string;
  readonly gateway?: string;
  readonly handler?: string;
  /** In milliseconds. */
  readonly duration?: number;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Data in a form that the page shows. */
export interface Shown {
  /** The data as JSON, or a description if they cannot be serialized. Cut off at 64 KiB. */
  readonly text: string;
  /** The number of characters of the whole text if it has been cut off. */
  readonly length?: number;
}

// ── trying messages ──────────────────────────────────────────────────────────────────────────

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
