import { Body, Controller, Module, Post, Put, ValidationPipe } from '@nestjs/common';
import { IntersectionType, OmitType, PartialType, PickType } from '@nestjs/mapped-types';
import { Type } from 'class-transformer';
import { IsInt, IsString, Min } from 'class-validator';
import { serve } from './serve.js';

class Cat {
  @IsInt()
  id!: number;

  @IsString()
  name!: string;

  @Min(0)
  @Type(() => Number)
  age!: number;
}

class Owned {
  @IsString()
  owner!: string;
}

class CreateCat extends OmitType(Cat, ['id'] as const) {}
class UpdateCat extends PartialType(CreateCat) {}
class NamedAndOwned extends IntersectionType(PickType(Cat, ['name'] as const), Owned) {}

@Controller('cats')
class CatsController {
  @Post()
  create(@Body() cat: CreateCat) {
    return { type: cat.constructor.name, ...cat };
  }

  @Put()
  update(@Body() cat: UpdateCat) {
    return { type: cat.constructor.name, ...cat };
  }

  @Post('owned')
  owned(@Body() cat: NamedAndOwned) {
    return { type: cat.constructor.name, ...cat };
  }
}

@Module({ controllers: [CatsController] })
class AppModule {}

await serve(AppModule, {
  configure: (app) => {
    app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
  },
});
