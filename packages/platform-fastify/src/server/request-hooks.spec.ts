import 'reflect-metadata';
import { Controller, Get, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { afterEach, expect, it, vi } from 'vitest';
import { FastifyAdapter } from '../adapter.js';
import type { NestFastifyApplication } from '../options.js';
import { RequestHooks } from './request-hooks.js';

@Controller()
class Greeting {
  @Get()
  greet() {
    return 'hello';
  }
}

@Module({ controllers: [Greeting] })
class AppModule {}

afterEach(() => vi.restoreAllMocks());

/** Whether a place for hooks was reserved, while an application starts and replies. */
async function reserves(prepare: (app: NestFastifyApplication) => unknown): Promise<boolean> {
  const reserve = vi.spyOn(RequestHooks.prototype, 'reserve').mockClear();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
  prepare(app);
  await app.init();
  const response = await app.inject('/');
  await app.close();
  expect(response.payload).toBe('hello');
  return reserve.mock.calls.length > 0;
}

it('runs no hook for each request if an application uses neither middleware nor the instance', async () => {
  expect(await reserves(() => {})).toBe(false);
});

it('reserves a place for middleware before the hooks of the instance, once the application has the instance', async () => {
  expect(await reserves((app) => app.getHttpAdapter().getInstance())).toBe(true);
  expect(await reserves((app) => app.use((_request: unknown, _response: unknown, next: () => void) => next()))).toBe(
    true,
  );
});
