import type { Readable, Writable } from 'node:stream';
import { dropStrayTrailer } from '@portico/core/adapters';
import type { FastifyReply } from 'fastify';
import { explainMismatch } from '../response-schema/explain-mismatch.js';
import { EventSink } from './event-sink.js';
import { checkHeaders, copyHeaders, discardHead, sendBody } from './reply.js';

/*
 * If Fastify cannot send a body, it passes the error to the error handler of the instance, not to the caller of
 * `reply.send()`. `takeError` returns it to the code that has sent the body.
 */

const NOTHING = Symbol('nothing');

/** The reply whose body Fastify is serializing, and the error of doing so. */
let sending: FastifyReply | undefined;
let failure: unknown = NOTHING;

interface SentStream {
  readonly stream: Readable;
  /** Called for a failure before the first byte. */
  readonly onError: (error: Error) => void;
}

const sentStreams = new WeakMap<FastifyReply, SentStream>();

/**
 * Sends a body. Throws errors of serializing it, so that the filters of the handler can reply.
 *
 * @param checksHeaders whether `onSend` hooks may run before the reply
 */
export function sendOrThrow(reply: FastifyReply, body: unknown, checksHeaders: boolean): void {
  const outer = sending;
  sending = reply;
  if (reply.raw.req.method === 'HEAD' && hasNoContent(reply.raw.statusCode)) keepLength(reply);
  try {
    if (checksHeaders) checkHeaders(reply);
    sendBody(reply, body);
  } catch (error) {
    discardHead(reply);
    throw error;
  } finally {
    sending = outer;
  }
  if (failure === NOTHING) return;
  const thrown = failure;
  failure = NOTHING;
  throw explainMismatch(thrown, reply);
}

/** @param onError receives a failure of the stream before its first byte */
export function sendStream(reply: FastifyReply, stream: Readable, onError: (error: Error) => void): void {
  sentStreams.set(reply, { stream, onError });
  try {
    // For HEAD, Fastify writes the head within its own hook, whose errors it catches.
    if (reply.raw.req.method !== 'HEAD') checkHeaders(reply);
    if (reply.getHeader('trailer') !== undefined) dropTrailer(reply);
    reply.send(stream);
  } catch (error) {
    // Fastify destroys the stream at the end of the response.
    sentStreams.delete(reply);
    discardHead(reply);
    throw error;
  }
}

/**
 * Sends an event stream.
 *
 * @param ready receives what events are written to, when the `onSend` hooks have run
 * @param failed receives the failure of a hook
 */
export function sendEvents(reply: FastifyReply, ready: (sink: Writable) => void, failed: (error: Error) => void): void {
  const sink = new EventSink(reply.raw, (taken) => {
    sentStreams.delete(reply);
    if (taken === reply.raw) reply.hijack();
    ready(taken);
  });
  sendStream(reply, sink, failed);
}

/** Takes the error of a body that is being sent. Returns false if the error has another origin. */
export function takeError(error: unknown, reply: FastifyReply): boolean {
  if (sending === reply) {
    failure = error;
    return true;
  }
  const sent = sentStreams.get(reply);
  if (!sent) return false;
  sentStreams.delete(reply);
  for (const name of ['content-length', 'content-disposition']) reply.removeHeader(name);
  // For HEAD, Fastify writes the head later, and Node may refuse it.
  if (!sent.stream.destroyed && !(sent.stream instanceof EventSink)) return false;
  // Streams fail with errors.
  sent.onError(error as Error);
  return true;
}

function hasNoContent(status: number): boolean {
  return status === 204 || status === 304;
}

/**
 * Fastify sets the length of every response to HEAD, also with statuses that do not allow it. With 304, only the handler
 * knows the length of the content.
 */
function keepLength(reply: FastifyReply): void {
  const raw: { writeHead(status: number, headers?: object): unknown } = reply.raw;
  const { writeHead } = raw;
  const length = reply.getHeader('content-length');
  raw.writeHead = (status, headers) => {
    if (headers && hasNoContent(status)) {
      if (status === 304 && length !== undefined) Reflect.set(headers, 'content-length', length);
      else Reflect.deleteProperty(headers, 'content-length');
    }
    return writeHead.call(raw, status, headers);
  };
}

/** Keeps `Trailer` only where Node accepts it. */
function dropTrailer(reply: FastifyReply): void {
  try {
    copyHeaders(reply, reply.raw);
  } catch {
    return; // Fastify will fail for the same reason.
  }
  dropStrayTrailer(reply.raw);
  if (reply.raw.getHeader('trailer') === undefined) reply.removeHeader('trailer');
}
