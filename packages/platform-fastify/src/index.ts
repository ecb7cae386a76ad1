export { FastifyAdapter } from './adapter.js';
export type { NestFastifyBodyParserOptions } from './body/body-parsing.js';
export type { NestFastifyApplication, NestFastifyListenOptions } from './options.js';
export { RouteConfig, RouteConstraints, RouteSchema } from './route-decorators.js';
export {
  AnyFilesInterceptor,
  FileFieldsInterceptor,
  FileInterceptor,
  FilesInterceptor,
  NoFilesInterceptor,
} from './upload/file-interceptors.js';
export { FileStreamInterceptor } from './upload/file-stream-interceptor.js';
export type {
  IncomingMultipartFile,
  MultipartField,
  MultipartFileStream,
  MultipartLimits,
  MultipartModuleAsyncOptions,
  MultipartModuleOptions,
  MultipartOptions,
  MultipartOptionsFactory,
  MultipartStorageEngine,
  UploadedMultipartFile,
} from './upload/multipart-contracts.js';
export { MultipartModule } from './upload/multipart-module.js';
export { type DiskStorageOptions, diskStorage, memoryStorage } from './upload/storage.js';
