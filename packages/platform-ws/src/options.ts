import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type {
  Codec,
  DiscardedMessageListener,
  DispatchOptions,
  GatewayOptions,
  RecoveryOptions,
  ShutdownOptions,
} from '@portico/websockets';
import {
  type NumberRule,
  numberOptions,
  type RoomAdapterFactory,
  type ServerLeaseOptions,
} from '@portico/websockets/adapters';
import type { ServerOptions, WebSocket } from 'ws';

/** A message as gateways know it. */
export interface WsMessage {
  /** The name of the event, or an object pattern. */
  event: any;
  data?: any;
}

/** The data of a frame: a string for text, a `Buffer` for binary (or according to `binaryType`). */
export type WsData = string | Buffer | ArrayBuffer | Buffer[];

/**
 * Decodes a frame. If it throws, the frame is discarded; if it returns `undefined`, the frame is ignored.
 *
 * @param isBinary whether it was a binary frame
 */
export type WsMessageParser = (data: WsData, isBinary: boolean) => WsMessage | undefined;

/** The second argument of `new WsAdapter()`. */
export interface WsAdapterOptions {
  /** Decodes frames that are not `{ "event": ..., "data": ... }`. */
  messageParser?: WsMessageParser | undefined;
  /**
   * The subprotocols that clients may choose by `Sec-WebSocket-Protocol`; `messageParser` decodes the frames of other
   * clients. `[]` supports none. Default: `[portico1()]`.
   */
  codecs?: readonly Codec[] | undefined;
  /** Called with each frame that reaches no handler. */
  onDiscardedMessage?: DiscardedMessageListener<WebSocket> | undefined;
  /**
   * How many bytes may be buffered for a client that does not read before it is disconnected with 1013.
   * Default: 16 MiB.
   */
  maxBufferedBytes?: number | undefined;
  /**
   * Milliseconds between pings; a client that has not replied by the next ping is disconnected. Default: off. A connection
   * that is lost without a closing frame, such as that of a phone in a tunnel, then stays open until something is sent to it.
   */
  heartbeatInterval?: number | undefined;
  /** Milliseconds that clients have to complete the closing handshake when a server closes. Default: 2,000. */
  closeTimeout?: number | undefined;
  /**
   * Async iterables that handlers return are paused while this many bytes are buffered for their client, and volatile
   * messages are not sent to it. Default: 64 KiB.
   */
  highWaterMark?: number | undefined;
  /**
   * The room adapter that shares rooms and broadcasts with other processes, such as `createAdapter(pub, sub)` of
   * `@socket.io/redis-adapter`. Default: rooms exist only in this process.
   */
  adapter?: RoomAdapterFactory | undefined;
  /**
   * Lets clients of `portico.1` continue their session after their connection was lost: with their id, rooms and data,
   * and the events that they missed. Default: off.
   */
  connectionStateRecovery?: RecoveryOptions | undefined;
  /** How messages of one client are handled. */
  dispatch?: DispatchOptions | undefined;
  /**
   * Whether handler results are compared with the definitions of their messages, for tests and development. Default:
   * `false`.
   */
  validateReplies?: boolean | undefined;
  /** How clients are disconnected when the application closes. */
  shutdown?: ShutdownOptions | undefined;
}

/** The handshake, as passed to `verifyClient`. */
export interface WsHandshake {
  readonly origin: string;
  /** Whether the connection is encrypted. */
  readonly secure: boolean;
  readonly req: IncomingMessage;
}

/**
 * Decides whether a client may connect: by its return value or promise or, with a second parameter, by that callback. A
 * refused client gets 401; if the function throws or rejects, 500.
 */
export type WsVerifyClient = (
  handshake: WsHandshake,
  decide: (accepted: boolean, status?: number, message?: string, headers?: OutgoingHttpHeaders) => void,
) => WsVerdict | Promise<WsVerdict>;

// biome-ignore lint/suspicious/noConfusingVoidType: a function that decides by its callback returns nothing
type WsVerdict = boolean | void;

/** The options of a gateway on ws: those of ws, and these. */
export interface WsGatewayOptions
  extends Omit<ServerOptions, 'server' | 'noServer' | 'port' | 'host' | 'path' | 'verifyClient'>,
    Omit<ServerLeaseOptions, 'handshakeTimeout'>,
    GatewayOptions {
  /** The name of the adapter of the gateway. Default: the adapter without a name. */
  adapter?: string | undefined;
  /** Decides whether a client may connect. */
  verifyClient?: WsVerifyClient | undefined;
  /** Overrides the adapter's option for this gateway. */
  maxBufferedBytes?: number | undefined;
  /** Overrides the adapter's option for this gateway. Milliseconds. */
  heartbeatInterval?: number | undefined;
  /** Not supported: ws has no namespaces. */
  namespace?: unknown;
}

export const DEFAULT_MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
export const DEFAULT_HIGH_WATER_MARK = 64 * 1024;
/** That of ws. */
const DEFAULT_MAX_PAYLOAD = 100 * 1024 * 1024;
/** ws keeps the limit as an integer of 32 bits. */
const LARGEST_MAX_PAYLOAD = 2 ** 31 - 1;

export type ServerNumbers = Readonly<
  Record<'maxBufferedBytes' | 'heartbeatInterval' | 'highWaterMark' | 'maxPayload', number>
>;
export type AdapterNumbers = Readonly<Record<'maxBufferedBytes' | 'heartbeatInterval' | 'closeTimeout', number>>;

const RULES = {
  maxBufferedBytes: { kind: 'bytes', default: DEFAULT_MAX_BUFFERED_BYTES },
  // 0 is off.
  heartbeatInterval: { kind: 'time', default: 0 },
  closeTimeout: { kind: 'time', default: 2_000 },
} as const satisfies Record<keyof AdapterNumbers, NumberRule>;

/** @throws FrameworkError `PORTICO_INVALID_NUMBER` */
export function adapterNumbers(settings: WsAdapterOptions, adapter: string): AdapterNumbers {
  return numberOptions(adapter, '', settings, RULES);
}

/**
 * Returns the numbers of one server: those of its gateway, or else those of the adapter.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function serverNumbers(
  options: Pick<WsGatewayOptions, keyof ServerNumbers>,
  owner: string,
  adapter: AdapterNumbers,
  highWaterMark = DEFAULT_HIGH_WATER_MARK,
): ServerNumbers {
  const numbers = numberOptions(owner, '', options, {
    maxBufferedBytes: { ...RULES.maxBufferedBytes, default: adapter.maxBufferedBytes },
    heartbeatInterval: { ...RULES.heartbeatInterval, default: adapter.heartbeatInterval },
    highWaterMark: { kind: 'bytes', default: highWaterMark },
    maxPayload: { kind: 'bytesOrNone', default: DEFAULT_MAX_PAYLOAD },
  });
  return { ...numbers, maxPayload: toInt32(numbers.maxPayload) };
}

/** For ws, 0 is no limit, and so is everything that it turns into 0 or a negative number: `null`, 0.5, 3 GiB. */
function toInt32(maxPayload: number): number {
  return maxPayload === Number.POSITIVE_INFINITY ? 0 : Math.min(Math.ceil(maxPayload), LARGEST_MAX_PAYLOAD);
}
