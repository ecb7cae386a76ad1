import { type DynamicModule, Module } from '@portico/common';
import type { HttpPlatform } from '../settings.js';
import { PageController } from './page.controller.js';
import { PageFiles } from './page-files.js';
import { PLATFORM_NAME } from './platform-name.token.js';

/** Serves a page for trying the API. */
@Module({})
export class PageModule {
  static describing(platform: HttpPlatform): DynamicModule {
    return {
      module: PageModule,
      controllers: [PageController],
      providers: [PageFiles, { provide: PLATFORM_NAME, useValue: platform }],
    };
  }
}
