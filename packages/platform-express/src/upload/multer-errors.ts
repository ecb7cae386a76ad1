import { BadRequestException, HttpException, PayloadTooLargeException } from '@portico/common';

/** Errors of multer and busboy that the client causes, not the application. */
const CLIENT_FAULTS = ['Multipart: Boundary not found', 'Unsupported content type', 'Request aborted'];

/** Errors of the form itself, which are reported as such. */
const FORM_FAULTS = [
  'Malformed part header',
  'Unexpected end of form',
  'Unexpected end of file',
  'Unexpected end of multipart data',
];

interface MulterFailure extends Error {
  readonly code?: string;
  readonly field?: string;
}

/**
 * Converts an error of multer to an HTTP exception: 413 for a file that is too large, 400 for every other error of
 * the request. Errors of the application (a `fileFilter`, a storage engine) are not changed.
 */
export function mapMulterError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HttpException) return error;
  const { code, field }: MulterFailure = error;
  if (error.name === 'MulterError') {
    const message = field ? `${error.message} - ${field}` : error.message;
    return code === 'LIMIT_FILE_SIZE'
      ? new PayloadTooLargeException(error.message, { cause: error })
      : new BadRequestException(message, { cause: error });
  }
  const { message } = error;
  const isOne = (faults: readonly string[]) => faults.some((fault) => message.startsWith(fault));
  if (isOne(FORM_FAULTS)) return new BadRequestException(`Multipart: ${message}`, { cause: error });
  return isOne(CLIENT_FAULTS) ? new BadRequestException(message, { cause: error }) : error;
}
