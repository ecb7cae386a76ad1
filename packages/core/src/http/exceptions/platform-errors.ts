import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { BadRequestException, HttpException, Logger } from '@portico/common';
import { isHttpException } from '@portico/common/internal';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { isReplyStatus } from '../reply/reply-status.js';
import { unlessUnreadable } from './unless-unreadable.js';

interface ErrorWithStatus extends Error {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  /** Whether clients may read the message (http-errors). */
  readonly expose?: unknown;
}

const logger = new Logger('ExceptionsHandler');

/**
 * Errors that reach the platform's error handler are usually the fault of the client: malformed bodies, wrong
 * encodings, exceeded limits. Converts such an error to an `HttpException`. The status of an error that middleware
 * passes to `next()` is kept; its message only if `expose` is true, because it may be the message of another server. An
 * error that cannot be read is returned unchanged.
 */
export function mapPlatformError(adapter: AbstractHttpAdapter, error: unknown, request: unknown): unknown {
  return unlessUnreadable(() => map(adapter, error, request), error);
}

function map(adapter: AbstractHttpAdapter, error: unknown, request: unknown): unknown {
  const mapped = adapter.mapException(error);
  if (isHttpException(mapped) || !(mapped instanceof Error)) return mapped;
  if (hasLeft(adapter.rawRequest(request))) return new BadRequestException('Request aborted', { cause: mapped });
  const status = clientStatusOf(mapped);
  if (status === undefined) return mapped;
  const phrase = STATUS_CODES[status] ?? 'Error';
  const { expose }: ErrorWithStatus = mapped;
  const isShown = expose === true;
  if (!isShown) logger.debug(`A request failed with ${status}: ${mapped.message}`);
  const message = isShown ? mapped.message : phrase;
  if (status === 400 && (mapped instanceof URIError || mapped instanceof SyntaxError)) {
    return new BadRequestException(message, { cause: mapped });
  }
  const body = { message, error: phrase, statusCode: status };
  return new HttpException(body, status, { cause: mapped });
}

/** Returns whether the client disconnected while it sent the body, which makes parsers fail. */
function hasLeft(raw: IncomingMessage): boolean {
  return raw.destroyed && raw.complete === false;
}

function clientStatusOf(error: ErrorWithStatus): number | undefined {
  // As a rule, a middleware has decoded a part of the URL, and what the client sent is malformed.
  const status = error.statusCode ?? error.status ?? (error instanceof URIError ? 400 : undefined);
  return isReplyStatus(status) && status >= 400 && status < 500 ? status : undefined;
}
