import {
  Controller,
  DefaultValuePipe,
  Delete,
  Get,
  Headers,
  HttpCode,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Query,
  Redirect,
} from '@portico/common';
import { NestFactory } from '@portico/core';

// #region controller
@Controller('cats')
export class CatsController {
  private readonly cats = new Map([
    [1, 'Tom'],
    [2, 'Felix'],
  ]);

  @Get()
  find(
    @Query('limit', new DefaultValuePipe(10), ParseIntPipe) limit: number,
    @Headers('accept-language') language?: string,
  ) {
    return { language: language ?? 'en', cats: [...this.cats.values()].slice(0, limit) };
  }

  @Get('first')
  @Redirect('/cats/1', 302)
  first(): void {}

  @Get(':id')
  findOne(@Param('id', ParseIntPipe) id: number) {
    const name = this.cats.get(id);
    if (name === undefined) throw new NotFoundException(`There is no cat ${id}`);
    return { id, name };
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id', ParseIntPipe) id: number): void {
    this.cats.delete(id);
  }
}
// #endregion

@Module({ controllers: [CatsController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);

export { app };
