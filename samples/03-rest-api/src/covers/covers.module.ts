import { type DynamicModule, Module, type NestInterceptor, type Type } from '@portico/common';
import { BooksModule } from '../books/books.module.js';
import { PLATFORM_COVER_FILE } from './cover-file.interceptor.js';
import { CoversController } from './covers.controller.js';

/** Covers of books: uploaded as forms, and served unchanged. */
@Module({})
export class CoversModule {
  /** @param coverFile the interceptor of the platform that reads the uploaded file */
  static readBy(coverFile: Type<NestInterceptor>): DynamicModule {
    return {
      module: CoversModule,
      imports: [BooksModule],
      controllers: [CoversController],
      providers: [{ provide: PLATFORM_COVER_FILE, useClass: coverFile }],
    };
  }
}
