import {
  type CallHandler,
  closeGaps,
  type ExecutionContext,
  Inject,
  mixin,
  type NestInterceptor,
  Optional,
  stripProtoKeys,
  type Type,
} from '@portico/common';
import { checkFormSize, checkFormUnread, handleOrRelease, limitFormSize } from '@portico/core/adapters';
import type { Request, RequestHandler, Response } from 'express';
import type { Observable } from 'rxjs';
import { otherPlatform } from '../errors.js';
import { type GivenLimits, oncePerRequest, withDefaultLimits } from './default-limits.js';
import { guardFilter, guardStorage } from './guard-callbacks.js';
import { createMulter, type MulterInstance, storageOf } from './load-multer.js';
import { mapMulterError } from './multer-errors.js';
import {
  MULTER_MODULE_OPTIONS,
  type MulterField,
  type MulterModuleOptions,
  type MulterOptions,
  type MulterStorageEngine,
} from './multer-options.js';
import { filesOf, removeStored } from './stored-files.js';

/**
 * Creates an interceptor that reads the body with multer before the handler runs; `select` chooses the accepted files.
 * If the request is refused before its handler is called, the files are deleted.
 *
 * @param fileCount how many files the route accepts; undefined if it accepts any number
 */
function uploadInterceptor(
  select: (multer: MulterInstance) => RequestHandler,
  fileCount: number | undefined,
  localOptions: MulterOptions | undefined,
): Type<NestInterceptor> {
  class UploadInterceptor implements NestInterceptor {
    private readonly storage: MulterStorageEngine;
    private readonly read: RequestHandler;

    constructor(@Optional() @Inject(MULTER_MODULE_OPTIONS) moduleOptions?: MulterModuleOptions) {
      const options = { ...moduleOptions, ...localOptions };
      if (typeof options.limits === 'object') checkFormSize(options.limits);
      const limits = oncePerRequest(options.limits);
      this.storage = guardStorage(storageOf(options));
      this.read = select(
        createMulter({
          defParamCharset: 'utf8',
          ...guardFilter(options),
          storage: this.storage,
          limits: withDefaultLimits(limits),
          streamHandler: limitForms(limits, fileCount, options.streamHandler),
        }),
      );
    }

    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const http = context.switchToHttp();
      const request = http.getRequest<Request>();
      if (typeof request.pipe !== 'function') throw otherPlatform();
      await readUpload(this.read, request, http.getResponse<Response>());
      const body: unknown = request.body;
      if (typeof body === 'object' && body !== null) {
        closeGaps(body);
        stripProtoKeys(body);
      }
      const files = filesOf(request);
      if (files.length === 0) return next.handle();
      return handleOrRelease(context, next, () => removeStored(this.storage, request, files));
    }
  }
  return mixin(UploadInterceptor);
}

/**
 * Returns how multer passes the body to its parser, with a limit on the size of the form.
 *
 * @param pass that of the application, which may have read the body itself; multer pipes the request by default
 */
function limitForms(
  limits: GivenLimits,
  fileCount: number | undefined,
  pass: NonNullable<MulterOptions['streamHandler']> = pipeUnread,
): NonNullable<MulterOptions['streamHandler']> {
  return (request, parser) => {
    const given = typeof limits === 'function' ? limits(request) : limits;
    limitFormSize(request, given, fileCount, (error) => {
      request.unpipe(parser);
      // An error of the parser ends the upload. Those of its streams, which follow, are ignored.
      parser.emit('error', error);
      parser.destroy();
    });
    pass(request, parser);
  };
}

function pipeUnread(request: Request, parser: Parameters<NonNullable<MulterOptions['streamHandler']>>[1]): void {
  checkFormUnread(request);
  request.pipe(parser);
}

function readUpload(read: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void read(request, response, (error?: unknown) => {
      // Values that are not errors are passed on unchanged.
      if (error) reject(mapMulterError(error) as Error);
      else resolve();
    });
  });
}

/**
 * Reads one file, which `@UploadedFile()` passes to the handler.
 *
 * @param fieldName name of the form field with the file
 * @param localOptions options of multer; they override those of `MulterModule`
 * @throws PayloadTooLargeException (413) when the file exceeds `limits.fileSize`
 * @throws BadRequestException (400) for an unexpected field, other limits and malformed bodies
 *
 * @example
 * @Post('upload')
 * @UseInterceptors(FileInterceptor('file'))
 * upload(@UploadedFile() file: Express.Multer.File) { return { name: file.originalname }; }
 *
 * @see https://docs.nestjs.com/techniques/file-upload
 */
export function FileInterceptor(fieldName: string, localOptions?: MulterOptions): Type<NestInterceptor> {
  return uploadInterceptor((multer) => multer.single(fieldName), 1, localOptions);
}

/**
 * Reads an array of files of one field, which `@UploadedFiles()` passes to the handler.
 *
 * @param fieldName name of the form field
 * @param maxCount maximum number of files; more files get a 400
 * @param localOptions options of multer
 */
export function FilesInterceptor(
  fieldName: string,
  maxCount?: number,
  localOptions?: MulterOptions,
): Type<NestInterceptor> {
  return uploadInterceptor((multer) => multer.array(fieldName, maxCount), maxCount, localOptions);
}

/**
 * Reads the files of several fields; `@UploadedFiles()` passes an object with an array for each field.
 *
 * @example
 * @UseInterceptors(FileFieldsInterceptor([{ name: 'avatar', maxCount: 1 }, { name: 'background', maxCount: 1 }]))
 */
export function FileFieldsInterceptor(
  uploadFields: MulterField[],
  localOptions?: MulterOptions,
): Type<NestInterceptor> {
  const fileCount = uploadFields.reduce((sum, { maxCount = 1 }) => sum + maxCount, 0);
  return uploadInterceptor((multer) => multer.fields(uploadFields), fileCount, localOptions);
}

/** Reads the files of all fields; `@UploadedFiles()` passes them as an array. */
export function AnyFilesInterceptor(localOptions?: MulterOptions): Type<NestInterceptor> {
  return uploadInterceptor((multer) => multer.any(), undefined, localOptions);
}

/** Reads a multipart form with text fields only; a file gets a 400. */
export function NoFilesInterceptor(localOptions?: MulterOptions): Type<NestInterceptor> {
  return uploadInterceptor((multer) => multer.none(), 0, localOptions);
}
