import { Body, Controller, Module, Post, ValidationPipe } from '@portico/common';
import { NestFactory } from '@portico/core';
import { Type } from 'class-transformer';
import { IsDate, IsInt, IsString, Min } from 'class-validator';

// #region dto
export class CreateCat {
  @IsString()
  name!: string;

  @IsInt()
  @Min(0)
  age!: number;

  @IsDate()
  @Type(() => Date)
  born!: Date;
}

@Controller('cats')
export class CatsController {
  @Post()
  create(@Body() cat: CreateCat) {
    return { name: cat.name, born: cat.born.getFullYear() };
  }
}
// #endregion

@Module({ controllers: [CatsController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
// #region global
app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
