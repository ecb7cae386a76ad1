import type { IncomingMessage } from 'node:http';
import type { DroppedMessageListener, ServerLeaseOptions } from '@portico/websockets';
import type { ServerOptions, VerifyClientCallbackAsync, WebSocket } from 'ws';

/** A message as gateways know it. */
export interface WsMessage {
  /** The name of the event, or an object pattern. */
  event: any;
  data?: any;
}

/** What a frame brings: a string for text, a `Buffer` for binary (or as `binaryType` says). */
export type WsData = string | Buffer | ArrayBuffer | Buffer[];

/**
 * Reads a frame. What it throws drops the frame; `undefined` ignores it.
 *
 * @param isBinary whether it was a binary frame
 */
export type WsMessageParser = (data: WsData, isBinary: boolean) => WsMessage | undefined;

/** The second argument of `new WsAdapter()`. */
export interface WsAdapterOptions {
  /** Reads frames that are not `{ "event": ..., "data": ... }`. */
  messageParser?: WsMessageParser;
  /** Is told of each frame that no handler saw. */
  onDroppedMessage?: DroppedMessageListener<WebSocket>;
  /**
   * How many bytes may wait for a client that does not read, before it is let go with 1013.
   * Default: 16 MiB.
   */
  maxBufferedBytes?: number;
  /**
   * Milliseconds from ping to ping; a client that has not answered by the next one is cut. Off unless told: without it a
   * connection that dies without a word, such as that of a phone in a tunnel, stays until something is sent to it.
   */
  heartbeatInterval?: number;
  /** Milliseconds that clients have to answer the closing handshake when a server closes. Default: 2,000. */
  closeTimeout?: number;
}

/** What `verifyClient` learns of a handshake. */
export interface WsHandshake {
  readonly origin: string;
  /** Whether the connection is encrypted. */
  readonly secure: boolean;
  readonly req: IncomingMessage;
}

/** Decides whether a client may connect. `false` refuses it with 401; an error refuses it with 500 and is logged. */
export type WsVerifyClient = (handshake: WsHandshake) => boolean | Promise<boolean>;

/** The options of a gateway on ws: those of ws, and these. */
export interface WsGatewayOptions
  extends Omit<ServerOptions, 'server' | 'noServer' | 'port' | 'host' | 'verifyClient'>,
    ServerLeaseOptions {
  /** Decides by what it returns, by a promise of that, or with a second parameter by that callback. */
  verifyClient?: WsVerifyClient | ((...args: Parameters<VerifyClientCallbackAsync>) => void | Promise<void>);
  /** In place of the adapter's own, for the clients of this gateway. */
  maxBufferedBytes?: number;
  /** In place of the adapter's own, for the clients of this gateway. Milliseconds. */
  heartbeatInterval?: number;
  /** Refused: ws has no namespaces. */
  namespace?: unknown;
}

export const DEFAULT_MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
export const DEFAULT_CLOSE_TIMEOUT_MS = 2_000;
