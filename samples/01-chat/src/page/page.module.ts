import { type DynamicModule, Module } from '@portico/common';
import type { Platforms } from '../settings.js';
import { bundleClient } from './client-bundle.js';
import { PageController } from './page.controller.js';
import { PageFiles } from './page-files.js';
import { PLATFORMS } from './platforms.token.js';

/** Serves the page: static files, and its configuration. */
@Module({})
export class PageModule {
  static describing(platforms: Platforms): DynamicModule {
    return {
      module: PageModule,
      controllers: [PageController],
      providers: [
        { provide: PageFiles, useFactory: async () => new PageFiles({ 'portico-client.js': await bundleClient() }) },
        { provide: PLATFORMS, useValue: platforms },
      ],
    };
  }
}
