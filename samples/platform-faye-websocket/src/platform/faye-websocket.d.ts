/** Types for the part of faye-websocket that the adapter uses, because the package has none. */
declare module 'faye-websocket' {
  import type { IncomingMessage } from 'node:http';
  import type { Duplex, Stream } from 'node:stream';

  interface Options {
    /** The maximum size of a message, in bytes. */
    maxLength?: number;
    /** Seconds between two pings. */
    ping?: number;
    headers?: Record<string, string>;
  }

  interface WebSocket extends Stream {
    readonly readyState: number;
    readonly protocol: string;
    readonly url: string;
    /** @returns false if data is buffered because the client reads too slowly */
    send(data: string | Buffer): boolean;
    pause(): void;
    resume(): void;
    /** @param code 1000, or one from 3000 to 4999 */
    close(code?: number, reason?: string): void;
  }

  const WebSocket: {
    new (request: IncomingMessage, socket: Duplex, head: Buffer, protocols?: string[], options?: Options): WebSocket;
    isWebSocket(request: IncomingMessage): boolean;
  };
  export = WebSocket;
}
