import type { IncomingMessage } from 'node:http';
import { BadRequestException } from '@portico/common';
import { coreError } from '../errors/core-error.js';

/**
 * Ensures that the form in a request can still be read. Otherwise its reader would wait for a body that never comes, or
 * take it for a form without files.
 *
 * @throws BadRequestException if the client has disconnected
 * @throws FrameworkError `PORTICO_FORM_ALREADY_READ` if something else has read the body
 * @example
 * checkFormUnread(request); // in an interceptor, before it reads the form
 * request.pipe(parser);
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function checkFormUnread(request: IncomingMessage): void {
  if (request.readableEnded) throw alreadyRead();
  if (request.destroyed) throw new BadRequestException('Request aborted');
  // Also one that an interceptor has begun to read for a handler that reads the rest.
  if (request.readableDidRead) throw alreadyRead();
}

function alreadyRead(): Error {
  return coreError({
    code: 'PORTICO_FORM_ALREADY_READ',
    lines: ['A file interceptor cannot read the form of a request, because something else has read the body.'],
    remedies: [
      'Use one file interceptor for each route: AnyFilesInterceptor() reads the files of all fields.',
      'Put an interceptor that repeats a call, such as one with retry(), inside the file interceptor: @UseInterceptors(FileInterceptor("file"), RetryInterceptor).',
      'Let no middleware or body parser read bodies of the type multipart/form-data.',
    ],
  });
}
