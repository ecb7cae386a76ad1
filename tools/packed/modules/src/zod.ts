import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc, createZodDto, ZodResponse, ZodSerializerInterceptor, ZodValidationPipe } from 'nestjs-zod';
import { z } from 'zod';
import { serve } from './serve.js';

class CreateUser extends createZodDto(z.object({ name: z.string().min(2), age: z.coerce.number().int().positive() })) {}
class PublicUser extends createZodDto(z.object({ id: z.number(), name: z.string() })) {}
class Page extends createZodDto(z.object({ limit: z.coerce.number().max(50).default(10) })) {}

@Controller('users')
class UserController {
  @Post()
  create(@Body() user: CreateUser) {
    return { name: user.name, age: user.age, kind: typeof user.age };
  }

  @Get()
  list(@Query() page: Page) {
    return page;
  }

  @Get(':id')
  @ZodResponse({ type: PublicUser })
  one(@Param('id') id: string) {
    return { id: Number(id), name: 'Ada', password: 'secret' };
  }
}

@Module({
  controllers: [UserController],
  providers: [
    { provide: APP_PIPE, useClass: ZodValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
  ],
})
class AppModule {}

await serve(AppModule, {
  configure(app) {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().setOpenAPIVersion('3.1.0').build());
    SwaggerModule.setup('docs', app, cleanupOpenApiDoc(document));
  },
});
