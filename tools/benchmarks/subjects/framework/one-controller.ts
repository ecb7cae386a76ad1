import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { report } from '../protocol.js';

@Controller('cats')
class CatsController {
  @Get()
  find(): object {
    return { name: 'Tom' };
  }
}

@Module({ controllers: [CatsController] })
class AppModule {}

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port, performance.now());
