import { Controller, Get, Module, Post } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { NestFactory } from '@portico/core';

@Controller()
class TransfersController {
  @Get()
  page(): string {
    return '<h1>Transfers</h1>';
  }

  @Post('transfers')
  transfer(): { done: boolean } {
    return { done: true };
  }

  @Post('webhooks/bank')
  hook(): { received: boolean } {
    return { received: true };
  }
}

@Module({ controllers: [TransfersController] })
class AppModule {}

/** Starts the example on a platform. */
export async function start(adapter: AbstractHttpAdapter) {
  const app = await NestFactory.create(AppModule, adapter);
  // #region headers
  app.useSecurityHeaders({
    contentSecurityPolicy: { directives: { imgSrc: ["'self'", 'https://images.example.com'] } },
    xFrameOptions: { action: 'deny' },
  });
  // #endregion
  // #region csrf
  app.enableCsrfProtection({
    trustedOrigins: ['https://accounts.example.com'],
    exclude: ['/webhooks/bank'],
  });
  // #endregion
  await app.listen(process.env.PORT ?? 3000);
  return app;
}
