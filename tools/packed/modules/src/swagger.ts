import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
  RequestMethod,
  UploadedFile,
  UseInterceptors,
  VERSION_NEUTRAL,
  Version,
  VersioningType,
} from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExcludeEndpoint,
  ApiExtraModels,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiTags,
  DocumentBuilder,
  getSchemaPath,
  IntersectionType,
  OmitType,
  PartialType,
  PickType,
  SwaggerModule,
} from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Min } from 'class-validator';
import { serve } from './serve.js';

enum Breed {
  Persian = 'persian',
  Siamese = 'siamese',
}

class Owner {
  @ApiProperty({ example: 'Ada' })
  name!: string;
}

class Cat {
  @ApiProperty({ minimum: 1 })
  id!: number;

  @ApiProperty({ description: 'What it answers to', example: 'Mia' })
  @IsString()
  name!: string;

  @ApiProperty({ minimum: 0 })
  @IsInt()
  @Min(0)
  age!: number;

  @ApiProperty({ enum: Breed, enumName: 'Breed' })
  breed!: Breed;

  @ApiPropertyOptional({ type: () => Owner })
  @IsOptional()
  owner?: Owner;

  @ApiProperty({ type: [String] })
  tags!: string[];
}

class CreateCat extends OmitType(Cat, ['id', 'owner'] as const) {}
class UpdateCat extends PartialType(CreateCat) {}
class Address {
  @ApiProperty()
  city!: string;
}
class OwnerWithAddress extends IntersectionType(PickType(Owner, ['name'] as const), Address) {}

class Paged<T> {
  @ApiProperty()
  total!: number;

  items!: T[];
}

const cats: Cat[] = [{ id: 1, name: 'Mia', age: 2, breed: Breed.Persian, tags: ['calm'] }];

@ApiTags('cats')
@ApiBearerAuth()
@ApiExtraModels(Paged, OwnerWithAddress)
@Controller('cats')
class CatsController {
  @Get()
  @ApiOperation({ summary: 'Lists the cats' })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({
    schema: {
      allOf: [
        { $ref: getSchemaPath(Paged) },
        { properties: { items: { type: 'array', items: { $ref: getSchemaPath(Cat) } } } },
      ],
    },
  })
  list(@Query('limit') limit?: number): Paged<Cat> {
    const items = cats.slice(0, Number(limit ?? 10));
    return { total: cats.length, items };
  }

  @Get(':id')
  @ApiParam({ name: 'id', type: Number })
  @ApiOkResponse({ type: Cat })
  @ApiNotFoundResponse({ description: 'No such cat' })
  @Header('Cache-Control', 'no-store')
  one(@Param('id', ParseIntPipe) id: number, @Headers('x-trace') _trace?: string): Cat {
    const cat = cats.find((candidate) => candidate.id === id);
    if (!cat) throw new NotFoundException(`There is no cat ${id}`);
    return cat;
  }

  @Post()
  @HttpCode(201)
  @ApiCreatedResponse({ type: Cat })
  create(@Body() body: CreateCat): Cat {
    const cat = { id: cats.length + 1, ...body };
    cats.push(cat);
    return cat;
  }

  @Put(':id')
  @ApiHeader({ name: 'if-match', required: true })
  update(@Param('id', ParseIntPipe) id: number, @Body() body: UpdateCat): Cat {
    return Object.assign(this.one(id), body);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id', ParseIntPipe) _id: number): void {}

  @Post(':id/photo')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', properties: { photo: { type: 'string', format: 'binary' } } } })
  @UseInterceptors()
  photo(@Param('id') _id: string, @UploadedFile() _photo: unknown): void {}

  @Get('files/*path')
  files(@Param('path') path: string): string {
    return path;
  }

  @ApiExcludeEndpoint()
  @Get('secret/door')
  secret(): void {}
}

@Controller({ path: 'versions', version: ['1', '2'] })
class VersionedController {
  @Get()
  both(): string {
    return 'both';
  }

  @Version('3')
  @Get('three')
  three(): string {
    return 'three';
  }

  @Version(VERSION_NEUTRAL)
  @Get('neutral')
  neutral(): string {
    return 'neutral';
  }
}

@Controller(['health', 'alive'])
class HealthController {
  @Get()
  ok(): string {
    return 'ok';
  }
}

@Controller('reports')
class ReportsController {
  @Get('daily')
  daily(): Owner {
    return { name: 'Ada' };
  }
}

@Module({ controllers: [ReportsController] })
class AdminModule {}

@Module({
  imports: [AdminModule, RouterModule.register([{ path: 'admin', module: AdminModule }])],
  controllers: [CatsController, VersionedController, HealthController],
})
class AppModule {}

await serve(AppModule, {
  configure(app) {
    app.setGlobalPrefix('api', { exclude: ['health', { path: 'alive', method: RequestMethod.GET }] });
    app.enableVersioning({ type: VersioningType.URI });
    const config = new DocumentBuilder().setTitle('Cats').setVersion('1.0').addBearerAuth().addTag('cats').build();
    SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config));
  },
});
