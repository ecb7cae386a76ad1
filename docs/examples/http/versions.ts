import { Controller, Get, Module, VERSION_NEUTRAL, Version, VersioningType } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { NestFactory } from '@portico/core';

// #region controllers
@Controller({ path: 'cats', version: '1' })
export class CatsController {
  @Get()
  list(): string[] {
    return ['Tom'];
  }

  @Get('count')
  @Version(['1', '2']) // instead of the version of the controller
  count(): { count: number } {
    return { count: 1 };
  }
}

@Controller({ path: 'cats', version: '2' })
export class CatsControllerV2 {
  @Get()
  list(): { names: string[] } {
    return { names: ['Tom'] };
  }
}

@Controller({ path: 'health', version: VERSION_NEUTRAL }) // /health, without a version
export class HealthController {
  @Get()
  health(): { ok: boolean } {
    return { ok: true };
  }
}
// #endregion

@Module({ controllers: [CatsController, CatsControllerV2, HealthController] })
class AppModule {}

/** Starts the example on a platform. */
export async function start(adapter: AbstractHttpAdapter) {
  const app = await NestFactory.create(AppModule, adapter);
  // #region enable
  app.enableVersioning({ type: VersioningType.URI });
  // #endregion
  await app.listen(process.env.PORT ?? 3000);
  return app;
}
