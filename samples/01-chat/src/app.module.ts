import { type DynamicModule, Module } from '@portico/common';
import { ChatModule } from './chat/chat.module.js';
import { PageModule } from './page/page.module.js';
import type { Platforms } from './settings.js';

@Module({})
export class AppModule {
  /** @param platforms the names that the page shows */
  static on(platforms: Platforms): DynamicModule {
    return { module: AppModule, imports: [ChatModule, PageModule.describing(platforms)] };
  }
}
