import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { removeInvalidHeaders, sendBody } from './reply.js';
import { explainMismatch } from './response-schema/explain-mismatch.js';

const NOTHING = Symbol('nothing');

/**
 * Sends bodies. If Fastify cannot send one, it calls the error handler of the instance, which passes the error to
 * {@link takeError}: the sender of the body receives it.
 */
export class ReplySender {
  /** The reply that `send` is serializing, and its error. */
  private sending: FastifyReply | undefined;
  private failure: unknown = NOTHING;
  /** Streams that are being sent, with the callback for a failure before the first byte. */
  private readonly streamFailures = new WeakMap<FastifyReply, (error: Error) => void>();

  /** Throws errors of serializing the body, so that the filters of the handler can reply. */
  send(reply: FastifyReply, body: unknown): void {
    this.sending = reply;
    try {
      sendBody(reply, body);
    } catch (error) {
      removeInvalidHeaders(reply);
      throw error;
    } finally {
      this.sending = undefined;
    }
    if (this.failure === NOTHING) return;
    const { failure } = this;
    this.failure = NOTHING;
    throw explainMismatch(failure, reply);
  }

  /** @param onError receives a failure of the stream before its first byte */
  sendStream(reply: FastifyReply, stream: Readable, onError: (error: Error) => void): void {
    this.streamFailures.set(reply, onError);
    reply.send(stream);
  }

  /** Takes the error of a body that is being sent. Returns false if the error has another origin. */
  takeError(error: unknown, reply: FastifyReply): boolean {
    if (this.sending === reply) {
      this.failure = error;
      return true;
    }
    const onStreamFailure = this.streamFailures.get(reply);
    if (!onStreamFailure) return false;
    this.streamFailures.delete(reply);
    for (const name of ['content-length', 'content-disposition']) reply.removeHeader(name);
    // Streams fail with errors.
    onStreamFailure(error as Error);
    return true;
  }
}
