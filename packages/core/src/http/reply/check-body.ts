import type { ServerResponse } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { Logger } from '@portico/common';
import { coreError } from '../../errors/core-error.js';
import { destroyedEarly } from './head-request.js';

interface BodySender {
  getHeader(response: unknown, name: string): unknown;
  rawResponse(response: unknown): ServerResponse;
}

const logger = new Logger('StreamedReply');

/**
 * Returns a stream that can be sent as the body of a response. Node throws for a chunk that is neither text nor bytes, in an
 * event, where it would crash the process; and it does not compare the body with `Content-Length`, so that the client would
 * read the response that follows as a part of this one, or the other way round. A stream of bytes without a length is returned
 * unchanged.
 */
export function checkBody(adapter: BodySender, response: unknown, source: Readable): Readable {
  const length = declaredLength(adapter, response);
  // Of a buffer, all bytes are there already.
  const isComplete = length !== undefined && length > 0 && source.readableLength === length;
  if (source.destroyed || (!source.readableObjectMode && (length === undefined || isComplete))) return source;
  const body = new CheckedBody(source, length);
  source.on('error', (error) => body.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded && !source.errored && !body.writableEnded) body.destroy(destroyedEarly());
  });
  return source.pipe(body);
}

/** Sends at most as many bytes as declared, and fails if there are fewer. Ends its source when it ends. */
class CheckedBody extends Transform {
  private sent = 0;

  constructor(
    private readonly source: Readable,
    private readonly length = Number.POSITIVE_INFINITY,
  ) {
    super({ writableObjectMode: true });
  }

  override _transform(chunk: unknown, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    if (typeof chunk === 'string') this.send(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) this.send(chunk);
    else {
      done(notBytes(chunk));
      return;
    }
    done();
  }

  private send(bytes: Uint8Array): void {
    if (this.writableEnded) return;
    const rest = this.length - this.sent;
    this.sent += Math.min(bytes.length, rest);
    if (bytes.length <= rest) {
      this.push(bytes);
      return;
    }
    this.push(bytes.subarray(0, rest));
    logger.warn(wrongLength('more bytes, which were not sent', this.length).message);
    this.source.unpipe(this);
    this.end();
  }

  override _flush(done: (error?: Error) => void): void {
    const isShort = this.sent < this.length && this.length !== Number.POSITIVE_INFINITY;
    done(isShort ? wrongLength(`only ${this.sent} bytes`, this.length) : undefined);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.source.destroy();
    done(error);
  }
}

/** Responses with these statuses have no body, and may have the length that another response would have. */
function declaredLength(adapter: BodySender, response: unknown): number | undefined {
  const { statusCode } = adapter.rawResponse(response);
  const header = adapter.getHeader(response, 'content-length');
  if (header === undefined || statusCode === 204 || statusCode === 304) return undefined;
  const length = Number(header);
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
}

function wrongLength(actual: string, declared: number): Error {
  return coreError({
    code: 'PORTICO_CONTENT_LENGTH',
    lines: [`The Content-Length of a streamed reply is ${declared}, but its body has ${actual}.`],
    remedies: [
      'Pass the number of bytes that the stream produces: of a file that may change, read only these, with createReadStream(path, { end: length - 1 }).',
      'Or do not declare a length.',
    ],
  });
}

function notBytes(chunk: unknown): Error {
  return coreError({
    code: 'PORTICO_UNSERIALIZABLE_REPLY',
    lines: [
      `The stream of a StreamableFile produced ${chunk === null ? 'null' : `a value of the type ${typeof chunk}`}, which is neither text nor bytes.`,
    ],
    remedies: ['Return the stream itself, which is sent as lines of JSON, or convert its values to text or bytes.'],
  });
}
