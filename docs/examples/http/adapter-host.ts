import { Controller, Get, Injectable, Module, ServiceUnavailableException } from '@portico/common';
import { HttpAdapterHost, NestFactory } from '@portico/core';

// #region inject
@Injectable()
export class CatsService {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  platform(): string {
    return this.adapterHost.httpAdapter.getType();
  }
}
// #endregion

// #region listening
@Controller()
export class HealthController {
  constructor(private readonly adapterHost: HttpAdapterHost) {
    this.adapterHost.listen$.subscribe(() => console.log('HTTP server is listening'));
  }

  @Get('ready')
  ready(): { ready: boolean } {
    if (!this.adapterHost.listening) throw new ServiceUnavailableException();
    return { ready: true };
  }
}
// #endregion

@Module({ controllers: [HealthController], providers: [CatsService] })
class AppModule {}

// #region outside
const app = await NestFactory.create(AppModule);
const httpAdapter = app.getHttpAdapter();
// #endregion
await app.listen(process.env.PORT ?? 3000);

// #region instance
const adapterHost = app.get(HttpAdapterHost);
const server = adapterHost.httpAdapter.getInstance(); // the Express application or the Fastify instance

// #endregion

export { adapterHost, app, httpAdapter, server };
