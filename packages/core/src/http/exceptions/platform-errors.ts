import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { BadRequestException, HttpException, Logger } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { isReplyStatus } from '../reply/reply-status.js';
import { isHttpException } from './http-exception-like.js';

interface ErrorWithStatus extends Error {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  /** Whether clients may read the message (http-errors). */
  readonly expose?: unknown;
}

const logger = new Logger('ExceptionsHandler');

/**
 * What reaches the platform's error handler is the client's fault more often than ours: broken bodies, wrong encodings,
 * too much of something. Gives such an error the shape that filters know. The status of an error that middleware gave to
 * `next()` is kept, but not its message unless `expose` says so: it may be the message of a server that was called.
 */
export function mapPlatformError(adapter: AbstractHttpAdapter, error: unknown, request: unknown): unknown {
  const mapped = adapter.mapException(error);
  if (isHttpException(mapped) || !(mapped instanceof Error)) return mapped;
  if (hasLeft(adapter.rawRequest(request))) return new BadRequestException('Request aborted', { cause: mapped });
  const status = clientStatusOf(mapped);
  if (mapped instanceof URIError || (mapped instanceof SyntaxError && status === 400)) {
    return new BadRequestException(mapped.message, { cause: mapped });
  }
  if (status === undefined) return mapped;
  const phrase = STATUS_CODES[status] ?? 'Error';
  const { expose }: ErrorWithStatus = mapped;
  const isShown = expose === true;
  if (!isShown) logger.debug(`A request was answered with ${status}: ${mapped.message}`);
  const body = { message: isShown ? mapped.message : phrase, error: phrase, statusCode: status };
  return new HttpException(body, status, { cause: mapped });
}

/** Whether the client has left in the middle of its body: what fails then fails for want of the rest. */
function hasLeft(raw: IncomingMessage): boolean {
  return raw.destroyed && raw.complete === false;
}

function clientStatusOf(error: ErrorWithStatus): number | undefined {
  const status = error.statusCode ?? error.status;
  return isReplyStatus(status) && status >= 400 && status < 500 ? status : undefined;
}
