import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { EncodedMessage } from '../frames/encoded-message.js';
import { type FrameSequence, textFrame } from '../frames/framing.js';
import { joinFrames } from '../frames/joined-frames.js';
import { DEFAULT_HIGH_WATER_MARK, DEFAULT_MAX_BUFFERED_BYTES } from '../options.js';

/**
 * Beyond this size, frames are written immediately: holding back more would not save enough system calls for the
 * memory.
 */
const MOST_HELD_BYTES = 64 * 1024;
const TRY_AGAIN_LATER = 1013;

/** Internals of ws that our own frames have to respect. */
interface Internals {
  readonly _socket: Socket | null;
  readonly _sender: { readonly _state: number; readonly _firstFragment: boolean } | null;
  readonly _extensions: Readonly<Record<string, unknown>>;
  _closeCode: number;
  _closeMessage: Buffer;
}

interface BufferOptions {
  readonly highWaterMark?: number;
  readonly maxBufferedBytes?: number;
}

type SendCallback = (error?: Error) => void;

/**
 * The server side of a connection. It is a `WebSocket` of ws in every respect, but writes the text messages of one
 * iteration of the event loop at once. Anything else is sent after the frames that are held back, so the order is that
 * of the calls, and `bufferedAmount` includes these frames.
 */
export class GatewaySocket extends WebSocket {
  private held: FrameSequence | undefined;
  /** Of {@link socketClass}: what all clients of a server have in common takes no memory in each. */
  declare protected readonly limits: BufferOptions;

  static {
    Object.defineProperty(GatewaySocket.prototype, 'limits', { value: {} });
  }

  /** The number of buffered bytes at which the client counts as slow. */
  get highWaterMark(): number {
    return this.limits.highWaterMark ?? DEFAULT_HIGH_WATER_MARK;
  }

  override send(data: unknown, options?: unknown, callback?: SendCallback): void {
    if (typeof data === 'string' && options === undefined && this.takesFrames()) {
      this.hold(textFrame(data));
      return;
    }
    this.flush();
    // The overloads of `send` cannot be called with optional arguments.
    super.send(data as never, options as never, callback as never);
    this.terminateIfSlow();
  }

  /** Sends a shared message. */
  sendEncoded(message: EncodedMessage): void {
    if (this.takesFrames()) this.hold(message.frame);
    else this.send(message.text);
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.flush();
    super.close(code, reason);
  }

  override terminate(): void {
    this.flush();
    super.terminate();
  }

  override ping(...args: Parameters<WebSocket['ping']>): void {
    this.flush();
    super.ping(...args);
  }

  override pong(...args: Parameters<WebSocket['pong']>): void {
    this.flush();
    super.pong(...args);
    // Earlier releases of ws 8 reply to any number of pings, whether or not the client reads.
    this.terminateIfSlow();
  }

  /** Writes the frames that are held back. */
  flush(): void {
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    const socket = internals(this)._socket;
    if (socket?.writable) {
      socket.write(held.join());
      this.terminateIfSlow();
    }
  }

  /** How many bytes are held back. */
  get heldBytes(): number {
    return this.held?.bytes ?? 0;
  }

  private hold(frame: Buffer): void {
    this.held = (this.held ?? joinFrames(this)).append(frame);
    if (this.held.bytes > MOST_HELD_BYTES) this.flush();
  }

  /**
   * Returns whether a plain frame can be written without the sender of ws: not with an extension, which would have to
   * transform it, and not while a compressed or fragmented message is being sent.
   */
  private takesFrames(): boolean {
    if (this.readyState !== WebSocket.OPEN) return false;
    const { _sender, _extensions } = internals(this);
    if (_sender === null || _sender._state !== 0 || !_sender._firstFragment) return false;
    for (const _extension in _extensions) return false;
    return true;
  }

  /** Terminates a client that does not read, so that it does not fill the memory. */
  private terminateIfSlow(): void {
    if (this.bufferedAmount <= (this.limits.maxBufferedBytes ?? DEFAULT_MAX_BUFFERED_BYTES)) return;
    const own = internals(this);
    own._closeCode = TRY_AGAIN_LATER;
    own._closeMessage = Buffer.from('The client does not read');
    super.terminate();
  }
}

/** Returns the class of the clients of one server. */
export function socketClass({ highWaterMark, maxBufferedBytes }: BufferOptions): typeof GatewaySocket {
  class ServerSocket extends GatewaySocket {}
  const limits: BufferOptions = { highWaterMark, maxBufferedBytes };
  Object.defineProperty(ServerSocket.prototype, 'limits', { value: limits });
  return ServerSocket;
}

const bufferedByWs = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'bufferedAmount')!.get!;

// The types of ws declare a field where there is an accessor, and TypeScript does not allow an accessor to override it.
Object.defineProperty(GatewaySocket.prototype, 'bufferedAmount', {
  configurable: true,
  enumerable: true,
  get(this: GatewaySocket): number {
    return bufferedByWs.call(this) + this.heldBytes;
  },
});

/** ws has no public access to these members. `adapter.spec.ts` fails if a release of ws renames them. */
function internals(socket: WebSocket): Internals {
  return socket as unknown as Internals;
}
