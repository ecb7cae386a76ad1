import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { isError, isObject } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';
import { logFailure } from '../log-failure.js';
import { checkBody } from './check-body.js';
import { endHead, isHeadRequest } from './head-request.js';
import { hasNoContent, isNotModified, sendWithoutContent } from './no-content.js';
import { traceFailure } from './request-traces.js';
import { isGone } from './response-state.js';
import { openSource, type StreamSource, type StreamStep } from './stream-source.js';

/** The members of an adapter that sending a stream needs. */
export interface StreamSender {
  getHeader(response: unknown, name: string): unknown;
  setHeader(response: unknown, name: string, value: string): unknown;
  removeHeader(response: unknown, name: string): unknown;
  reply(response: unknown, body: unknown): unknown;
  rawResponse(response: unknown): ServerResponse;
  replyStream(response: unknown, stream: Readable, onError: (error: Error) => void): void;
}

/** The settings for sending a stream. */
export interface Sending {
  /** Sets status and headers of the route. */
  readonly begin: () => unknown;
  /** The error for a chunk that cannot be serialized. */
  readonly refuse: (chunk: unknown, cause: unknown) => Error;
  /** Handles a failure that no caller receives. */
  readonly fail: (error: unknown) => unknown;
}

/** Streams of Node, web streams and async generators: sources that produce values one after the other. */
export function isStream(value: unknown): value is AsyncIterable<unknown> {
  return isObject(value) && typeof value[Symbol.asyncIterator] === 'function';
}

/**
 * Sends the values of a stream: bytes and strings unchanged, everything else as lines of JSON. The first value
 * determines the content type, unless the route sets it. A failure before the first value is handled like any
 * exception; a later one closes the connection. The source is released when it ends or the client disconnects.
 *
 * @throws the error of a source that fails before its first value
 */
export async function sendStream(
  adapter: StreamSender,
  response: unknown,
  source: AsyncIterable<unknown>,
  { begin, refuse, fail }: Sending,
): Promise<void> {
  const raw = adapter.rawResponse(response);
  const opened = openSource(source);
  const free = (): void => opened.free();
  raw.once('close', free);
  if (isGone(raw)) return free();

  const encode = (chunk: unknown): string | Uint8Array => {
    if (isError(chunk)) throw chunk;
    try {
      return bytesOf(chunk);
    } catch (cause) {
      throw refuse(chunk, cause);
    }
  };
  let first: StreamStep;
  let head: string | Uint8Array;
  try {
    first = await opened.next();
    head = first.done ? '' : encode(first.value);
  } catch (error) {
    free();
    // The client has disconnected, and therefore the source was ended.
    if (isGone(raw)) return;
    throw error;
  }
  if (isGone(raw)) return;

  begin();
  if (isNotModified(adapter, response)) {
    free();
    endHead(adapter, response, fail);
    return;
  }
  if (first.done || hasNoContent(adapter, response)) {
    free();
    sendWithoutContent(adapter, response);
    return;
  }
  const isTyped = adapter.getHeader(response, 'content-type') !== undefined;
  if (!isTyped) adapter.setHeader(response, 'content-type', typeOf(first.value));
  if (isHeadRequest(adapter, response)) {
    free();
    endHead(adapter, response, fail);
    return;
  }
  const body = checkBody(adapter, response, Readable.from(encoded(head, opened, encode), { objectMode: false }));
  body.once('error', (error) => {
    if (!raw.headersSent || isGone(raw)) return;
    traceFailure(raw, error);
    logFailure(error);
  });
  adapter.replyStream(response, body, (error) => {
    if (!isTyped) adapter.removeHeader(response, 'content-type');
    adapter.removeHeader(response, 'content-length');
    fail(error);
  });
}

async function* encoded(
  head: string | Uint8Array,
  source: StreamSource,
  encode: (chunk: unknown) => string | Uint8Array,
): AsyncGenerator<string | Uint8Array> {
  yield head;
  for (let next = await source.next(); !next.done; next = await source.next()) yield encode(next.value);
}

function bytesOf(chunk: unknown): string | Uint8Array {
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) return chunk;
  const line = JSON.stringify(chunk);
  if (line === undefined) {
    throw coreError({
      code: 'PORTICO_UNSERIALIZABLE_REPLY',
      lines: [`A stream emitted a ${typeof chunk}, which cannot be serialized as JSON.`],
      remedies: ['Emit strings, bytes, or values that JSON.stringify() accepts.'],
    });
  }
  return `${line}\n`;
}

function typeOf(chunk: unknown): string {
  if (typeof chunk === 'string') return 'text/plain; charset=utf-8';
  return chunk instanceof Uint8Array ? 'application/octet-stream' : 'application/x-ndjson';
}
