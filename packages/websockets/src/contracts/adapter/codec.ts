import type { DiscardedMessage } from './discarded-message.js';
import type { SessionStart } from './session-start.js';

/** The content of one frame: text, or bytes for a binary frame. */
export type CodecFrame = string | Uint8Array;

/** Why a request failed: its handler threw, or it was discarded for one of the reasons of {@link DiscardedMessage}. */
export type RequestFailure = 'exception' | DiscardedMessage['reason'];

/**
 * Writes the reply to one request. Errors that `reply`, `next` and `end` throw, for example because a value cannot
 * be serialized, go to the exception filters of the handler. Those of `fail` and `closed` are logged.
 */
export interface ReplyWriter {
  /** Writes the reply: the handler returned a single value; `undefined` if it returned nothing. Nothing follows. */
  reply(value: unknown): void;
  /** Writes one value of a stream. */
  next(value: unknown): void;
  /** Writes that the stream is complete. Nothing follows. */
  end(): void;
  /**
   * Writes that the request failed. Nothing follows.
   *
   * @param payload the data of the `exception` event that a client without requests would receive
   */
  fail(payload: object, reason: RequestFailure): void;
  /**
   * Called when the handler has completed, and its stream has ended. Also called after `cancel()`, when nothing more is
   * written.
   */
  closed?(): void;
}

/** A request that the client may cancel. */
export interface PendingRequest {
  /** Aborts `@Signal()`, and ends the stream: `return()` of its iterator is called. Nothing is written after that. */
  cancel(): void;
}

/** The connection of a codec to one client. */
export interface CodecChannel {
  /** The id of the client, which cannot be guessed. If the reader has `begin`, the id is passed to it. */
  readonly clientId: string;
  /** Sends a frame; a client that is closing receives nothing. */
  send(frame: CodecFrame): void;
  /**
   * Passes on a message that needs no reply. Results of the form `{ event, data }` are sent as events.
   *
   * @param traceparent the span in which the client sent it, in the format of W3C Trace Context
   */
  receive(event: unknown, data: unknown, traceparent?: string): void;
  /**
   * Passes on a message that needs a reply.
   *
   * @param traceparent as for {@link receive}
   */
  request(event: unknown, data: unknown, writer: ReplyWriter, traceparent?: string): PendingRequest;
  /** Counts and reports a refused frame. */
  discard(discarded: DiscardedMessage): void;
}

/** Reads the frames of one client. */
export interface CodecReader {
  /**
   * Reads one frame.
   *
   * @param frame text as a string, binary as a `Buffer`
   * @throws an error of any kind, also by a promise that rejects: the frame is discarded as malformed, and reported
   */
  read(frame: string | Buffer): void;
  /**
   * Optional: sends its session to the client before any event. With it, clients can continue their sessions if
   * the gateway has the option `connectionStateRecovery`.
   */
  begin?(start: SessionStart): void;
  /**
   * Optional: sends the client a request, as `client.request()` of a gateway does.
   *
   * @returns resolves to the reply of the client; rejects if the client replies with an error, or does not reply in
   *   time
   */
  request?(event: string, data: unknown, timeoutMs: number): Promise<unknown>;
}

/**
 * Reads and writes the frames of clients that offer its subprotocol. Pass it to an adapter that has codecs, as
 * `new WsAdapter(app, { codecs: [portico1(), myCodec] })`.
 *
 * @see docs/codecs.md
 */
export interface Codec {
  /** The subprotocol by which clients choose this codec (`Sec-WebSocket-Protocol`). */
  readonly protocol: string;
  /** Called once for each client, before any of its messages. */
  open(channel: CodecChannel): CodecReader;
  /**
   * Encodes an event. A broadcast calls it once for all clients.
   *
   * @param offset the position that a client sends when it reconnects after this event; only with
   *   `connectionStateRecovery`
   */
  encodeEvent(event: string, data: unknown, offset?: string): CodecFrame;
}
