import type { IncomingMessage } from 'node:http';
import { PayloadTooLargeException } from '@portico/common';
import { numberOption } from '@portico/common/internal';

/** What a form may contain beside the files whose sizes have a limit: 100 MiB. */
const DEFAULT_SIZE = 100 * 2 ** 20;

/** The limits of an upload from which the limit of its form follows; sizes in bytes. */
export interface FormSizeLimits {
  readonly formSize?: number | undefined;
  readonly fileSize?: number | undefined;
  readonly files?: number | undefined;
}

/**
 * Checks the limit that {@link limitFormSize} uses when an interceptor for uploads is created.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 * @example
 * checkFormSize(options?.limits); // in FileInterceptor(field, options), once for each route
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function checkFormSize(limits: Pick<FormSizeLimits, 'formSize'> | null | undefined): void {
  numberOption('A file interceptor', 'limits.formSize', limits?.formSize, { kind: 'bytesOrNone' });
}

/**
 * Limits the size of a form while it is read: to `formSize`, or to 100 MiB and in addition the files that the other limits
 * allow.
 *
 * @param fileCount how many files the route accepts; undefined if it accepts any number
 * @param onExceeded called once, when more has arrived
 * @throws PayloadTooLargeException if the header `Content-Length` already says that the form is larger
 * @example
 * limitFormSize(request, { fileSize: 1024 * 1024 }, 1, (error) => {
 *   parser.destroy();
 *   fail(error);
 * });
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function limitFormSize(
  request: IncomingMessage,
  limits: FormSizeLimits | undefined,
  fileCount: number | undefined,
  onExceeded: (error: PayloadTooLargeException) => void,
): void {
  const limit = sizeOf(limits, fileCount);
  if (Number(request.headers['content-length']) > limit) throw formTooLarge();
  let size = 0;
  const count = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) return;
    request.off('data', count);
    onExceeded(formTooLarge());
  };
  request.on('data', count);
}

function sizeOf({ formSize, fileSize, files }: FormSizeLimits = {}, fileCount = 1): number {
  if (formSize !== undefined && formSize !== null) return formSize;
  return fileSize ? DEFAULT_SIZE + fileSize * (files ?? fileCount) : DEFAULT_SIZE;
}

function formTooLarge(): PayloadTooLargeException {
  return new PayloadTooLargeException('Form too large');
}
