/** The part of faye-websocket, which brings no types, that the adapter uses. */
declare module 'faye-websocket' {
  import type { IncomingMessage } from 'node:http';
  import type { Duplex, Stream } from 'node:stream';

  interface Options {
    /** Bytes of the largest message. */
    maxLength?: number;
    /** Seconds between two pings. */
    ping?: number;
    headers?: Record<string, string>;
  }

  interface WebSocket extends Stream {
    readonly readyState: number;
    readonly protocol: string;
    readonly url: string;
    /** @returns false when the client does not read as fast as is sent */
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
