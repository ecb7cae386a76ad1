import { HttpModule } from '@nestjs/axios';
import { Controller, Get, Module } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  HttpHealthIndicator,
  MemoryHealthIndicator,
  TerminusModule,
} from '@nestjs/terminus';
import { serve } from './serve.js';

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly memory: MemoryHealthIndicator,
    private readonly http: HttpHealthIndicator,
    private readonly indicators: HealthIndicatorService,
  ) {}

  @Get()
  @HealthCheck()
  check() {
    return this.health.check([
      () => this.memory.checkHeap('heap', 4 * 1024 ** 3),
      () => this.indicators.check('own').up(),
    ]);
  }

  @Get('broken')
  @HealthCheck()
  broken() {
    return this.health.check([() => this.indicators.check('database').down({ message: 'gone' })]);
  }

  @Get('remote')
  @HealthCheck()
  remote() {
    return this.health.check([() => this.http.pingCheck('self', `http://127.0.0.1:${port}/health`)]);
  }
}

let port = 0;

@Module({ imports: [TerminusModule.forRoot({ logger: false }), HttpModule], controllers: [HealthController] })
class AppModule {}

await serve(AppModule, {
  configure(app) {
    const server = app.getHttpServer() as import('node:http').Server;
    server.once('listening', () => {
      port = (server.address() as import('node:net').AddressInfo).port;
    });
  },
});
