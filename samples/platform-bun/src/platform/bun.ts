/*
 * The part of Bun that the platform uses. The package `@types/bun` declares global types, which every project of the
 * workspace would see.
 */

/** A WebSocket of Bun; one exists for each client. */
export interface NativeSocket {
  readonly data: NativeSocketHandler;
  /** As of a WebSocket: 1 is open. */
  readonly readyState: number;
  /** @returns the number of bytes; -1 if they wait for the client to read, 0 if they were discarded */
  send(message: string | Uint8Array): number;
  /** Sends to the other sockets that have subscribed to a topic. */
  publish(topic: string, message: string | Uint8Array): number;
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** How many bytes wait for the client to read. */
  getBufferedAmount(): number;
  close(code?: number, reason?: string): void;
  /** Closes the connection without a closing handshake. */
  terminate(): void;
}

/** What is called for one client: `data` of its socket. */
export interface NativeSocketHandler {
  opened(socket: NativeSocket): void;
  received(message: string | Uint8Array): void;
  drained(): void;
  closed(code: number, reason: string): void;
}

/** The limits of WebSockets. All clients of one `Bun.serve()` share them. */
export interface NativeSocketLimits {
  /** The largest message in bytes. */
  readonly maxPayloadLength: number;
  /** How many bytes may wait for a client that does not read. */
  readonly backpressureLimit: number;
  /** Whether such a client is disconnected; otherwise further messages are discarded. */
  readonly closeOnBackpressureLimit: boolean;
  /** Seconds without a message or pong after which a client is disconnected. */
  readonly idleTimeout: number;
  readonly sendPings: boolean;
}

export interface NativeServer {
  /** `undefined` for a unix socket, like the port. */
  readonly hostname: string | undefined;
  readonly port: number | undefined;
  readonly pendingRequests: number;
  readonly pendingWebSockets: number;
  upgrade(request: Request, options: { data: NativeSocketHandler; headers?: Record<string, string> }): boolean;
  requestIP(request: Request): { readonly address: string; readonly family: string; readonly port: number } | null;
  /** Seconds without activity after which the connection of a request is closed; 0 for no limit. */
  timeout(request: Request, seconds: number): void;
  publish(topic: string, message: string | Uint8Array): number;
  /**
   * Accepts no more connections and closes idle ones; with `true` it also closes the others.
   *
   * @returns resolves when all connections are closed
   */
  stop(closesConnections?: boolean): Promise<void>;
}

export interface NativeServeOptions {
  readonly port?: number;
  readonly hostname?: string;
  /** The path of a unix socket, in place of a port. */
  readonly unix?: string;
  readonly idleTimeout: number;
  readonly maxRequestBodySize: number;
  readonly development: false;
  /** Without development Bun shares ports by default: a port that is in use would go unnoticed. */
  readonly reusePort: false;
  readonly tls?: object;
  fetch(request: Request, server: NativeServer): Response | undefined | Promise<Response | undefined>;
  error(error: Error): Response;
  readonly websocket: NativeSocketLimits & {
    open(socket: NativeSocket): void;
    message(socket: NativeSocket, message: string | Uint8Array): void;
    drain(socket: NativeSocket): void;
    close(socket: NativeSocket, code: number, reason: string): void;
  };
}

interface BunRuntime {
  readonly version: string;
  serve(options: NativeServeOptions): NativeServer;
}

/**
 * Starts a server of Bun.
 *
 * @throws Error on other runtimes; what `Bun.serve()` throws, such as an error with the code `EADDRINUSE`
 */
export function serve(options: NativeServeOptions): NativeServer {
  // Only Bun has this global, and its types are above.
  const { Bun: runtime } = globalThis as { readonly Bun?: BunRuntime };
  if (!runtime) {
    throw new Error(
      `This platform needs Bun, and the process runs on Node.js ${process.version}. Start it with: bun src/main.ts`,
    );
  }
  return runtime.serve(options);
}
