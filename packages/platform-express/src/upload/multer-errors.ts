import { BadRequestException, HttpException, PayloadTooLargeException } from '@portico/common';

/** What multer and busboy report when the client, not the application, is at fault. */
const CLIENT_FAULTS = [
  'Multipart: Boundary not found',
  'Malformed part header',
  'Unexpected end of form',
  'Unexpected end of file',
  'Unexpected end of multipart data',
  'Unsupported content type',
  'Request aborted',
];

interface MulterFailure extends Error {
  readonly code?: string;
  readonly field?: string;
}

/**
 * Gives an error of multer the HTTP status that users expect: 413 for a file that is too large, 400 for every
 * other fault of the request; errors of the application (a `fileFilter`, a storage engine) pass as they are.
 */
export function mapMulterError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HttpException) return error;
  const { code, field } = error as MulterFailure;
  if (error.name === 'MulterError') {
    const message = field ? `${error.message} - ${field}` : error.message;
    return code === 'LIMIT_FILE_SIZE'
      ? new PayloadTooLargeException(error.message, { cause: error })
      : new BadRequestException(message, { cause: error });
  }
  if (CLIENT_FAULTS.some((fault) => error.message.startsWith(fault))) {
    return new BadRequestException(error.message, { cause: error });
  }
  return error;
}
