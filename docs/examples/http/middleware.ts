import {
  Controller,
  Get,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  type NestModule,
  UnauthorizedException,
} from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { NestFactory } from '@portico/core';

// #region middleware
@Injectable()
export class AdminMiddleware implements NestMiddleware {
  use(request: { headers: Record<string, unknown> }, _response: unknown, next: () => void): void {
    if (request.headers.authorization !== 'Bearer secret') throw new UnauthorizedException();
    next();
  }
}
// #endregion

@Controller()
export class AdminController {
  @Get('admin')
  admin(): string {
    return 'for administrators';
  }

  @Get('administrators')
  administrators(): string {
    return 'for everybody';
  }
}

// #region module
@Module({ controllers: [AdminController] })
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(AdminMiddleware).forRoutes('admin');
  }
}
// #endregion

/** Starts the example on a platform. */
export async function start(adapter: AbstractHttpAdapter) {
  const app = await NestFactory.create(AppModule, adapter, { logger: false });
  await app.listen(process.env.PORT ?? 3000);
  return app;
}
