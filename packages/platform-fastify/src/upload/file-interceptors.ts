import {
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
import { type FileCollector, fileArray, fileFields, noFiles, singleFile } from './file-collector.js';
import { demandMultipart, noteReader } from './form-readers.js';
import {
  MULTIPART_MODULE_OPTIONS,
  type MultipartField,
  type MultipartModuleOptions,
  type MultipartOptions,
  type MultipartStorageEngine,
  type UploadedMultipartFile,
} from './multipart-contracts.js';
import { mapMultipartError } from './multipart-errors.js';
import { checkLimits, type MultipartRequest, readMultipart, removeAll } from './read-multipart.js';
import { diskStorage, memoryStorage } from './storage.js';

/**
 * Creates an interceptor that reads the form before the handler runs; each request collects its files anew. If the
 * request is refused before its handler is called, the files are removed.
 */
function uploadInterceptor(collect: () => FileCollector, localOptions?: MultipartOptions): Type<NestInterceptor> {
  class UploadInterceptor implements NestInterceptor {
    private readonly options: MultipartOptions;
    private readonly storage: MultipartStorageEngine;

    constructor(
      @Optional() @Inject(MULTIPART_MODULE_OPTIONS) options?: MultipartModuleOptions,
      @Optional() @Inject(HttpAdapterHost) application?: HttpAdapterHost,
    ) {
      noteReader(this.constructor, application);
      this.options = { ...options, ...localOptions };
      checkLimits(this.options);
      this.storage =
        this.options.storage ??
        (this.options.dest === undefined ? memoryStorage() : diskStorage({ destination: this.options.dest }));
    }

    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      if (isMultipart(request)) {
        const collector = collect();
        let stored: UploadedMultipartFile[];
        try {
          stored = await readMultipart(request, this.options, this.storage, collector);
        } catch (error) {
          throw mapMultipartError(error, request);
        }
        setFiles(request, collector.file, collector.files);
        if (stored.length > 0) {
          return handleOrRelease(context, next, () => removeAll(this.storage, request, stored));
        }
      } else {
        setFiles(request, undefined, undefined);
      }
      return next.handle();
    }
  }
  demandMultipart(UploadInterceptor);
  return mixin(UploadInterceptor);
}

/**
 * Returns true for a body that a form interceptor reads; others reach the handler as parsed. Fastify reads no body of
 * GET and HEAD requests, including forms.
 */
export function isMultipart(request: FastifyRequest): boolean {
  const isForm = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
  return isForm && request.raw?.method !== 'GET' && request.raw?.method !== 'HEAD';
}

/** The plugin has methods of these names on every request, which must not look like files to the handler. */
export function setFiles(request: FastifyRequest, file: unknown, files: unknown): void {
  // The plugin types these properties as its own methods.
  (request as MultipartRequest).file = file;
  (request as MultipartRequest).files = files;
}

/**
 * Reads one file, which `@UploadedFile()` passes to the handler.
 *
 * @param fieldName name of the form field with the file
 * @param localOptions limits, filter and storage; they override those of `MultipartModule`
 * @throws PayloadTooLargeException (413) when the file exceeds `limits.fileSize` (default: Fastify's `bodyLimit`)
 * @throws BadRequestException (400) for an unexpected field, other limits and malformed bodies
 *
 * @example
 * @Post('upload')
 * @UseInterceptors(FileInterceptor('file'))
 * upload(@UploadedFile() file: UploadedMultipartFile) { return { name: file.originalname }; }
 *
 * @see https://docs.nestjs.com/techniques/file-upload
 */
export function FileInterceptor(fieldName: string, localOptions?: MultipartOptions): Type<NestInterceptor> {
  return uploadInterceptor(() => singleFile(fieldName), localOptions);
}

/**
 * Reads an array of files of one field, which `@UploadedFiles()` passes to the handler.
 *
 * @param fieldName name of the form field
 * @param maxCount maximum number of files; more files get a 400
 * @param localOptions limits, filter and storage
 */
export function FilesInterceptor(
  fieldName: string,
  maxCount?: number,
  localOptions?: MultipartOptions,
): Type<NestInterceptor> {
  return uploadInterceptor(() => fileArray(fieldName, maxCount), localOptions);
}

/**
 * Reads the files of several fields; `@UploadedFiles()` passes an object with an array for each field.
 *
 * @example
 * @UseInterceptors(FileFieldsInterceptor([{ name: 'avatar', maxCount: 1 }, { name: 'background', maxCount: 1 }]))
 */
export function FileFieldsInterceptor(
  uploadFields: MultipartField[],
  localOptions?: MultipartOptions,
): Type<NestInterceptor> {
  return uploadInterceptor(() => fileFields(uploadFields), localOptions);
}

/** Reads the files of all fields; `@UploadedFiles()` passes them as an array. */
export function AnyFilesInterceptor(localOptions?: MultipartOptions): Type<NestInterceptor> {
  return uploadInterceptor(() => fileArray(), localOptions);
}

/** Reads a multipart form with text fields only; a file gets a 400. */
export function NoFilesInterceptor(localOptions?: MultipartOptions): Type<NestInterceptor> {
  return uploadInterceptor(noFiles, localOptions);
}
