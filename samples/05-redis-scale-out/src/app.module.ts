import { type DynamicModule, Module } from '@portico/common';
import { ChatModule } from './chat/chat.module.js';
import { PlatformController } from './platform.controller.js';

@Module({})
export class AppModule {
  /** @param processNumber the number of this process, from 1 */
  static of(processNumber: number): DynamicModule {
    return { module: AppModule, imports: [ChatModule.of(processNumber)], controllers: [PlatformController] };
  }
}
