import { Controller, Get, Module, Next } from '@portico/common';
import { NestFactory } from '@portico/core';
import { expect, it, onTestFinished } from 'vitest';
import { FastifyAdapter } from '../adapter.js';

@Controller()
class GoingOnController {
  @Get('goes/on') specific(@Next() next: (error?: unknown) => void) {
    next('route');
  }
  @Get('goes/:where') general() {
    return 'general';
  }
}

@Module({ controllers: [GoingOnController] })
class GoingOnModule {}

it("next('route') of a handler goes on with the next route, as on Express", async () => {
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create(GoingOnModule, adapter, { logger: false });
  onTestFinished(() => app.close());
  await app.init();
  const reply = await adapter.inject('/goes/on');
  expect([reply.statusCode, reply.payload]).toEqual([200, 'general']);
});
