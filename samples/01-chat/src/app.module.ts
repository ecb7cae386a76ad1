import { type DynamicModule, Module } from '@portico/common';
import { ChatModule } from './chat/chat.module.js';
import { PageModule } from './page/page.module.js';
import type { Platforms } from './settings.js';

@Module({})
export class AppModule {
  /** The application; `platforms` is only what the page says about itself. */
  static on(platforms: Platforms): DynamicModule {
    return { module: AppModule, imports: [ChatModule, PageModule.describing(platforms)] };
  }
}
