import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@portico/common';
import { NestFactory } from '@portico/core';

@Controller('cats')
class CatsController {
  @Get(':id')
  find(@Param('id') id: string) {
    return `cat ${id}`;
  }

  @Get('newest')
  newest() {
    return 'the newest cat';
  }
}

@Module({ controllers: [CatsController] })
class AppModule {}

// #region create
const app = await NestFactory.create(AppModule, { routeResolutionStrategy: 'specificity' });
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
