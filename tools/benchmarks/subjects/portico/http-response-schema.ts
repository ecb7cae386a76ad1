import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Param } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, RouteSchema } from '@portico/platform-fastify';
import { z } from 'zod';
import { cats } from '../cats.js';
import { report } from '../protocol.js';

const Cat = z.object({ id: z.string(), name: z.string(), kind: z.string(), lives: z.number() });

@Controller('cats')
class CatsController {
  @RouteSchema({ response: { '2xx': [Cat] } })
  @Get()
  findAll(): object[] {
    return cats;
  }

  @RouteSchema({ response: { '2xx': Cat } })
  @Get(':id')
  find(@Param('id') id: string): object {
    return { id, name: 'Tom', kind: 'cat', lives: 9 };
  }
}

@Module({ controllers: [CatsController] })
class AppModule {}

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
