import { Controller, Get } from '@portico/common';
import { NestFactory } from '@portico/core';
import { IsString } from 'class-validator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FastifyAdapter, RouteSchema } from '../src/index.js';

vi.mock('node:module', async (load) => {
  const actual = await load<typeof import('node:module')>();
  const createRequire: typeof actual.createRequire = (place) => {
    const require = actual.createRequire(place);
    const loadPackage = (name: string) => {
      if (name.startsWith('class-transformer')) throw new Error("Cannot find module 'tslib'");
      return require(name);
    };
    return Object.assign(loadPackage, require);
  };
  return { ...actual, createRequire };
});

it('does not ignore @Type() if class-transformer is installed but cannot be loaded', async () => {
  class Cat {
    @IsString() name!: string;
  }
  @Controller('cats')
  class CatsController {
    @RouteSchema({ response: { 200: Cat } }) @Get() find() {}
  }
  class AppModule {}
  const app = await NestFactory.create({ module: AppModule, controllers: [CatsController] }, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  onTestFinished(() => app.close());
  await expect(app.init()).rejects.toMatchObject({
    code: 'PORTICO_FASTIFY_ROUTE_SCHEMA',
    message: expect.stringContaining(
      "class-transformer is installed, but cannot be loaded: Cannot find module 'tslib'",
    ),
    remedy: 'Install it again: npm i class-transformer',
  });
});
