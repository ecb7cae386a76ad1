import { BadRequestException, HttpException, PayloadTooLargeException } from '@portico/common';
import type { FastifyRequest } from 'fastify';
import { codeOf } from '../errors.js';

const LIMITS: Record<string, string> = {
  FST_PARTS_LIMIT: 'Too many parts',
  FST_FILES_LIMIT: 'Too many files',
  FST_FIELDS_LIMIT: 'Too many fields',
  FST_PROTO_VIOLATION: 'Invalid field name',
  FST_MP_PREMATURE_CLOSE: 'Request aborted',
  FST_INVALID_JSON_FIELD_ERROR: 'A field is not valid JSON as its type declares',
};

/** Errors of the multipart parser that the client causes, not the application, with the message for every platform. */
const CLIENT_FAULTS: readonly (readonly [message: string, said?: string])[] = [
  ['Multipart: Boundary not found'],
  ['The needle cannot have a length bigger than 256', 'Multipart: Boundary too long'],
  ['Unexpected end of multipart data', 'Multipart: Unexpected end of form'],
  ['Part terminated early', 'Multipart: Unexpected end of form'],
  ['Malformed part header', 'Multipart: Malformed part header'],
  ['Unsupported content type'],
];

/**
 * Converts an error of the multipart parser to the same HTTP exception as on Express: 413 for a file that is too
 * large, 400 for every other error of the request. Errors of the application are not changed.
 */
export function mapMultipartError(error: unknown, request: FastifyRequest): unknown {
  if (!(error instanceof Error) || error instanceof HttpException) return error;
  if (hasLeft(request)) return new BadRequestException('Request aborted', { cause: error });
  const code = codeOf(error);
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new PayloadTooLargeException('File too large', { cause: error });
  const [fault, said = error.message] = CLIENT_FAULTS.find(([start]) => error.message.startsWith(start)) ?? [];
  const message = LIMITS[code] ?? (fault === undefined ? undefined : said);
  return message === undefined ? error : new BadRequestException(message, { cause: error });
}

/** Returns whether the client disconnected while it sent the body, which makes the parser fail. */
function hasLeft({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}
