import { type DynamicModule, Module } from '@portico/common';
import { PageController } from './page/page.controller.js';
import { SERVER_FACTS, type ServerFacts } from './page/server-facts.js';
import { ShutdownObserver } from './servers/shutdown-observer.js';
import { VisitorsModule } from './visitors/visitors.module.js';

@Module({})
export class AppModule {
  static describing({ http, servers }: ServerFacts): DynamicModule {
    return {
      module: AppModule,
      imports: [VisitorsModule],
      controllers: [PageController],
      providers: [ShutdownObserver, { provide: SERVER_FACTS, useValue: { http, servers } }],
    };
  }
}
