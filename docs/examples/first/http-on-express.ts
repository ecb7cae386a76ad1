import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@portico/common';
import { NestFactory } from '@portico/core';

@Controller('cats')
class CatsController {
  @Get(':name')
  find(@Param('name') name: string) {
    return { name, lives: 9 };
  }
}

@Module({ controllers: [CatsController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
const port = process.env.PORT ?? 3000;
await app.listen(port);
console.log(`Listening on http://localhost:${port}`);
