import { type DynamicModule, Module } from '@portico/common';
import { BooksModule } from './books/books.module.js';
import { CoversModule } from './covers/covers.module.js';
import { PageModule } from './page/page.module.js';
import type { Platform } from './platforms/platform.js';
import { WebModule } from './web/web.module.js';

@Module({})
export class AppModule {
  static on({ name, coverFile }: Platform, apiKey: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        WebModule.protectedBy(apiKey),
        BooksModule,
        CoversModule.readBy(coverFile),
        PageModule.describing(name),
      ],
    };
  }
}
