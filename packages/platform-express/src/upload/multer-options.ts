import type { Writable } from 'node:stream';
import type { InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@portico/common';
import type { Request } from 'express';

/** The contract of multer storage engines; `multer.memoryStorage()` and `multer.diskStorage()` are two of them. */
export interface MulterStorageEngine {
  _handleFile(req: Request, file: never, callback: (error?: unknown, info?: object) => void): void;
  _removeFile(req: Request, file: never, callback: (error: Error | null) => void): void;
}

/** Limits of one upload; sizes in bytes. Exceeding `fileSize` or `formSize` gets a 413, exceeding the others a 400. */
export interface MulterLimits {
  fieldNameSize?: number | undefined;
  fieldSize?: number | undefined;
  fields?: number | undefined;
  fileSize?: number | undefined;
  /** The whole form. Default: 100 MiB, and in addition `fileSize` for each file that the interceptor accepts. */
  formSize?: number | undefined;
  files?: number | undefined;
  /** Fields and files together. Default: 1000, or more if `fields` or `files` allow more. */
  parts?: number | undefined;
  /** Without effect: the parser of multer reads at most 1999 headers of one part, in 16 KiB. */
  headerPairs?: number | undefined;
  /** Levels of brackets in the name of a field: `a[b][c]` has two. Default: 32. */
  fieldNestingDepth?: number | undefined;
  /** Largest index in the name of a field: `list[5]`. Default: 1000, or more if `fields` allows more. */
  fieldArrayIndexLimit?: number | undefined;
}

/** The file that a `fileFilter` accepts or refuses; its content has not been read yet. */
export interface MulterFileInfo {
  fieldname: string;
  originalname: string;
  encoding: string;
  mimetype: string;
}

/** The options of multer's constructor. */
export interface MulterOptions {
  /** The folder for files. Without `dest` and `storage`, files are kept in memory. */
  dest?: string | undefined;
  storage?: MulterStorageEngine | undefined;
  limits?: MulterLimits | undefined;
  preservePath?: boolean | undefined;
  defParamCharset?: string | undefined;
  /** Passes the body to the parser. Default: pipes the request. For platforms that have read the body already. */
  streamHandler?(req: Request, parser: Writable): void;
  fileFilter?(
    req: Request,
    file: MulterFileInfo & Record<string, unknown>,
    callback: (error: Error | null, acceptFile: boolean) => void,
  ): void;
}

/** A field that `FileFieldsInterceptor` accepts, with its maximum number of files. */
export interface MulterField {
  name: string;
  maxCount?: number;
}

/** Options of {@link MulterModule.register}. */
export type MulterModuleOptions = MulterOptions;

/** A class that creates the options; used by `useClass` and `useExisting` of {@link MulterModule.registerAsync}. */
export interface MulterOptionsFactory {
  createMulterOptions(): Promise<MulterModuleOptions> | MulterModuleOptions;
}

/** Options of {@link MulterModule.registerAsync}. */
export interface MulterModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  useExisting?: Type<MulterOptionsFactory> | undefined;
  useClass?: Type<MulterOptionsFactory> | undefined;
  useFactory?: ((...args: any[]) => Promise<MulterModuleOptions> | MulterModuleOptions) | undefined;
  inject?: (InjectionToken | OptionalFactoryDependency)[] | undefined;
}

/** The token under which {@link MulterModule} provides its options. */
export const MULTER_MODULE_OPTIONS = 'MULTER_MODULE_OPTIONS';
