export { ExpressAdapter } from './adapter.js';
export type {
  NestExpressBodyParserOptions,
  NestExpressBodyParserOptionsFor,
  NestExpressBodyParserOptionsMap,
  NestExpressBodyParserType,
} from './body-parsing.js';
export type { NestExpressApplication } from './options.js';
export {
  AnyFilesInterceptor,
  FileFieldsInterceptor,
  FileInterceptor,
  FilesInterceptor,
  NoFilesInterceptor,
} from './upload/file-interceptors.js';
export { MulterModule } from './upload/multer-module.js';
export type { MulterModuleAsyncOptions, MulterModuleOptions, MulterOptionsFactory } from './upload/multer-options.js';
