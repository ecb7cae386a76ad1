import { type DynamicModule, Module } from '@portico/common';
import { ChatGateway } from './chat.gateway.js';
import { PROCESS_NUMBER } from './process-number.token.js';

@Module({})
export class ChatModule {
  static of(processNumber: number): DynamicModule {
    return { module: ChatModule, providers: [ChatGateway, { provide: PROCESS_NUMBER, useValue: processNumber }] };
  }
}
