import { createReadStream } from 'node:fs';
import { Controller, Get, Header, Module, Options, StreamableFile } from '@portico/common';
import { NestFactory } from '@portico/core';

// #region streams
@Controller('reports')
export class ReportsController {
  @Get('file')
  file(): StreamableFile {
    return new StreamableFile(createReadStream('package.json'), { type: 'application/json' });
  }

  @Get('rows')
  async *rows() {
    for (let id = 1; id <= 3; id++) yield { id }; // {"id":1}, a line break, {"id":2} …
  }
}
// #endregion

// #region options
@Controller('cats')
export class CatsController {
  @Get()
  findAll(): string[] {
    return ['Tom'];
  }

  @Options()
  @Header('Allow', 'GET, HEAD, OPTIONS')
  options(): void {}
}
// #endregion

@Module({ controllers: [ReportsController, CatsController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);

export { app };
