import type { EventEmitter } from 'node:events';
import type {
  DiscardedMessageListener,
  DispatchOptions,
  GatewayMetadata,
  GatewayOptions,
  RecoveryOptions,
  ShutdownOptions,
} from '@portico/websockets';
import { type NumberRule, numberOptions } from '@portico/websockets/adapters';
import type { Server, ServerOptions, Socket } from 'socket.io';

/** The second argument of `new IoAdapter()`. */
export interface IoAdapterOptions {
  /** Called with each message that reaches no handler. */
  onDiscardedMessage?: DiscardedMessageListener<Socket> | undefined;
  /** Milliseconds that connections have to end when a server closes. Default: 2,000. */
  closeTimeout?: number | undefined;
  /** How many bytes may be buffered for a client that does not read before it is disconnected. Default: 16 MiB. */
  maxBufferedBytes?: number | undefined;
  /**
   * Async iterables that handlers return are paused while this many bytes are buffered for their client. Default: 64
   * KiB.
   */
  highWaterMark?: number | undefined;
  /**
   * Sends failures of a handler through the acknowledgement of its message, instead of as the `exception` event, if the
   * client requested one and it has not been used yet. Default: `false`.
   */
  acknowledgeErrors?: boolean | undefined;
  /** Lets clients of all gateways continue their session after their connection was lost. Default: off. */
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

/** The options of a gateway on socket.io: those of socket.io, and these. */
export interface IoGatewayOptions
  extends Omit<Partial<ServerOptions>, 'adapter' | 'connectionStateRecovery' | 'path'>,
    GatewayOptions {
  /** The name of the adapter of the gateway; or the room adapter of socket.io, such as that of several processes. */
  adapter?: string | ServerOptions['adapter'] | undefined;
  /** A namespace: a name, a pattern, or a function that decides which names exist. */
  namespace?: Parameters<Server['of']>[0] | undefined;
  /** The server of the requested namespace; or the HTTP server to use instead of that of the application. */
  server?: Server | EventEmitter | undefined;
  /** How many bytes may be buffered for a client that does not read before it is disconnected. Default: 16 MiB. */
  maxBufferedBytes?: number | undefined;
  /** Lets clients continue their session after their connection was lost. Default: the adapter's option. */
  connectionStateRecovery?: NonNullable<GatewayMetadata['connectionStateRecovery']> | undefined;
}

/** The options of a server. The name of its adapter is not among them. */
export type IoServerOptions = IoGatewayOptions & Pick<Partial<ServerOptions>, 'adapter'>;

export type AdapterNumbers = Readonly<Record<'maxBufferedBytes' | 'closeTimeout', number>>;

const RULES = {
  maxBufferedBytes: { kind: 'bytes', default: 16 * 1024 * 1024 },
  closeTimeout: { kind: 'time', default: 2_000 },
} as const satisfies Record<keyof AdapterNumbers, NumberRule>;

/** @throws FrameworkError `PORTICO_INVALID_NUMBER` */
export function adapterNumbers(settings: IoAdapterOptions, adapter: string): AdapterNumbers {
  return numberOptions(adapter, '', settings, RULES);
}

/** ws, which engine.io passes the limit to, keeps it as an integer of 32 bits. */
const LARGEST_HTTP_BUFFER_SIZE = 2 ** 31 - 1;

/**
 * Returns the numbers of one server: those of its gateway, or else those of the adapter and of engine.io.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function serverNumbers(
  options: IoServerOptions,
  owner: string,
  adapter: AdapterNumbers,
): Readonly<Record<'maxBufferedBytes' | 'maxHttpBufferSize', number>> {
  const numbers = numberOptions(owner, '', options, {
    maxBufferedBytes: { ...RULES.maxBufferedBytes, default: adapter.maxBufferedBytes },
    maxHttpBufferSize: { kind: 'bytes', default: 1e6 },
  });
  return { ...numbers, maxHttpBufferSize: toInt32(numbers.maxHttpBufferSize) };
}

/** Otherwise ws would have no limit for 0.5 or 3 GiB. It has none for `Infinity`. */
function toInt32(size: number): number {
  return size === Number.POSITIVE_INFINITY ? size : Math.min(Math.ceil(size), LARGEST_HTTP_BUFFER_SIZE);
}
