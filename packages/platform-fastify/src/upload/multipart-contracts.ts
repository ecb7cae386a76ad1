import type { Readable } from 'node:stream';
import type { InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@portico/common';
import type { FastifyRequest } from 'fastify';

/** A file of the form, whose content has not been read yet. */
export interface IncomingMultipartFile {
  fieldname: string;
  /** The name that the client sent; not a safe path. */
  originalname: string;
  encoding: string;
  mimetype: string;
}

/** A file with its content, for storage engines and `FileStreamInterceptor`. */
export interface MultipartFileStream extends IncomingMultipartFile {
  /** The content; the stream fails with a 413 if it exceeds `limits.fileSize`. */
  stream: Readable;
}

/** A stored file; `@UploadedFile()` passes it to the handler. */
export interface UploadedMultipartFile extends IncomingMultipartFile {
  /** Size in bytes. */
  size: number;
  /** The content (memory storage). */
  buffer?: Buffer;
  /** The folder (disk storage). */
  destination?: string;
  /** The name within the folder (disk storage). */
  filename?: string;
  /** Folder and name (disk storage). */
  path?: string;
}

/** A field that `FileFieldsInterceptor` accepts, with its maximum number of files. */
export interface MultipartField {
  name: string;
  maxCount?: number;
}

/** Limits of one upload; sizes in bytes. Exceeding `fileSize` or `formSize` gets a 413, exceeding the others a 400. */
export interface MultipartLimits {
  fieldNameSize?: number | undefined;
  fieldSize?: number | undefined;
  fields?: number | undefined;
  fileSize?: number | undefined;
  /** The whole form. Default: 100 MiB, and in addition `fileSize` for each file that the interceptor accepts. */
  formSize?: number | undefined;
  files?: number | undefined;
  /** Fields and files together. Default: 1000, or more if `fields` or `files` allow more. */
  parts?: number | undefined;
  /** Headers of one part. Default: 100. */
  headerPairs?: number | undefined;
  /** Levels of brackets in the name of a field: `a[b][c]` has two. Default: 32. */
  fieldNestingDepth?: number | undefined;
  /** Largest index in the name of a field: `list[5]`. Default: 1000, or more if `fields` allows more. */
  fieldArrayIndexLimit?: number | undefined;
}

/** Stores the content of uploaded files; the contract is that of multer's storage engines. */
export interface MultipartStorageEngine {
  /**
   * Reads `file.stream` to its end. The properties that it passes to the callback (or returns) are added to the file.
   */
  _handleFile(
    request: FastifyRequest,
    file: MultipartFileStream,
    callback: (error?: unknown, info?: Partial<UploadedMultipartFile>) => void,
    // biome-ignore lint/suspicious/noConfusingVoidType: engines that were written for multer return nothing
  ): void | Promise<Partial<UploadedMultipartFile> | undefined>;
  /** Deletes a file of an upload that has failed. */
  _removeFile(
    request: FastifyRequest,
    file: UploadedMultipartFile,
    callback: (error: Error | null) => void,
  ): void | Promise<void>;
}

/** Decides about each file before its content is read; a refused file is skipped. */
export type MultipartFileFilter = (
  request: FastifyRequest,
  file: IncomingMultipartFile,
  callback: (error: Error | null, acceptFile: boolean) => void,
  // biome-ignore lint/suspicious/noConfusingVoidType: filters that were written for multer return nothing
) => void | boolean | Promise<boolean>;

/** Options of the file interceptors. */
export interface MultipartOptions {
  /** The folder for files. Without `dest` and `storage`, files are kept in memory. */
  dest?: string | undefined;
  storage?: MultipartStorageEngine | undefined;
  limits?: MultipartLimits | undefined;
  fileFilter?: MultipartFileFilter | undefined;
  /** Keeps the path in a file name that a client sends. Default: `false`. */
  preservePath?: boolean | undefined;
}

/** Options of `MultipartModule.register`. */
export type MultipartModuleOptions = MultipartOptions;

/** A class that creates the options; used by `useClass` and `useExisting` of `MultipartModule.registerAsync`. */
export interface MultipartOptionsFactory {
  createMultipartOptions(): Promise<MultipartModuleOptions> | MultipartModuleOptions;
}

/** Options of `MultipartModule.registerAsync`. */
export interface MultipartModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  useExisting?: Type<MultipartOptionsFactory> | undefined;
  useClass?: Type<MultipartOptionsFactory> | undefined;
  useFactory?: ((...args: any[]) => Promise<MultipartModuleOptions> | MultipartModuleOptions) | undefined;
  inject?: (InjectionToken | OptionalFactoryDependency)[] | undefined;
}

/** The token under which `MultipartModule` provides its options. */
export const MULTIPART_MODULE_OPTIONS = 'MULTIPART_MODULE_OPTIONS';
