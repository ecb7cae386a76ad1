import { type DynamicModule, Module } from '@portico/common';
import { HOW_IT_RUNS, type HowItRuns } from './page/how-it-runs.js';
import { PageController } from './page/page.controller.js';
import { ShutdownObserver } from './servers/shutdown-observer.js';
import { VisitorsModule } from './visitors/visitors.module.js';

@Module({})
export class AppModule {
  static describing({ http, servers }: HowItRuns): DynamicModule {
    return {
      module: AppModule,
      imports: [VisitorsModule],
      controllers: [PageController],
      providers: [ShutdownObserver, { provide: HOW_IT_RUNS, useValue: { http, servers } }],
    };
  }
}
