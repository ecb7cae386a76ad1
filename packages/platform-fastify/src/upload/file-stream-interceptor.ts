import type { MultipartFile } from '@fastify/multipart';
import {
  BadRequestException,
  type CallHandler,
  type ExecutionContext,
  Inject,
  mixin,
  type NestInterceptor,
  Optional,
  type Type,
} from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { handleOrRelease } from '@portico/core/adapters';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { isMultipart, setFiles } from './file-interceptors.js';
import { demandMultipart, noteReader } from './form-readers.js';
import {
  MULTIPART_MODULE_OPTIONS,
  type MultipartFileStream,
  type MultipartModuleOptions,
  type MultipartOptions,
} from './multipart-contracts.js';
import { mapMultipartError } from './multipart-errors.js';
import {
  addField,
  checkLimits,
  discardBody,
  fieldsOf,
  incomingFile,
  isRefused,
  limited,
  multipartParts,
  unexpectedFile,
} from './read-multipart.js';

/**
 * Passes the first file of a field to the handler as a stream, while the client is still sending it. Nothing is stored
 * in memory or on disk. Text fields before the file in the form are in the body; fields after the file are discarded,
 * and so is the rest of a stream that the handler does not read.
 *
 * @param fieldName name of the form field with the file
 * @param localOptions limits and filter; if a file exceeds `limits.fileSize`, the stream fails with 413
 *
 * @example
 * @Post('video')
 * @UseInterceptors(FileStreamInterceptor('video', { limits: { fileSize: 1e9 } }))
 * async store(@UploadedFile() file: MultipartFileStream) {
 *   await pipeline(file.stream, createWriteStream('video.bin'));
 * }
 */
export function FileStreamInterceptor(fieldName: string, localOptions?: MultipartOptions): Type<NestInterceptor> {
  class FileStreamReader implements NestInterceptor {
    private readonly options: MultipartOptions;

    constructor(
      @Optional() @Inject(MULTIPART_MODULE_OPTIONS) options?: MultipartModuleOptions,
      @Optional() @Inject(HttpAdapterHost) application?: HttpAdapterHost,
    ) {
      noteReader(this.constructor, application);
      this.options = { ...options, ...localOptions };
      checkLimits(this.options);
    }

    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      let file: MultipartFileStream | undefined;
      if (isMultipart(request)) {
        try {
          file = await openFile(request, fieldName, this.options);
        } catch (error) {
          discardBody(request);
          throw mapMultipartError(error, request);
        }
      }
      setFiles(request, file, undefined);
      // Loaded only if an application streams files, because loading rxjs takes as long as loading Fastify.
      const { finalize } = await import('rxjs');
      const discardRest = (): void => {
        if (file) discardBody(request);
      };
      const reading: CallHandler = { handle: () => next.handle().pipe(finalize(discardRest)) };
      // An interceptor around this one may have given up meanwhile.
      return handleOrRelease(context, reading, discardRest);
    }
  }
  demandMultipart(FileStreamReader);
  return mixin(FileStreamReader);
}

async function openFile(
  request: FastifyRequest,
  fieldName: string,
  options: MultipartOptions,
): Promise<MultipartFileStream | undefined> {
  const fields = fieldsOf(options);
  const parts = multipartParts(request, options, 1);
  for (let step = await parts.next(); !step.done; step = await parts.next()) {
    const part = step.value;
    if (part.type === 'field') {
      addField(fields, part, options);
      continue;
    }
    const incoming = incomingFile(part, options);
    if (!incoming) continue;
    if (incoming.fieldname !== fieldName) throw unexpectedFile(incoming.fieldname);
    if (!(await isRefused(options, request, incoming))) {
      request.body = fields.finish();
      endWithClient(request, part);
      return { ...incoming, stream: limited(part) };
    }
    part.file.resume();
  }
  request.body = fields.finish();
  return undefined;
}

/**
 * Makes the stream of a file fail with a 400 if the client disconnects, as form interceptors do. Otherwise the handler
 * would fail with the error of the connection, which would be logged as an error of the application.
 */
function endWithClient({ raw }: FastifyRequest, { file }: MultipartFile): void {
  const end = (cause?: unknown) => {
    if (!raw.readableEnded) file.destroy(new BadRequestException('Request aborted', { cause }));
  };
  // In front of the listeners of the plugin, which destroy the file, too.
  raw.prependOnceListener('error', end);
  raw.prependOnceListener('close', end);
}
