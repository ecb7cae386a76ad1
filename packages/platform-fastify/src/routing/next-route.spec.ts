import { Controller, Get, Module, Next, Param } from '@portico/common';
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

it('goes on with the next route for every path that the router reads alike', async () => {
  const routerOptions = {
    caseSensitive: false,
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
    useSemicolonDelimiter: true,
  };
  @Controller()
  class NextController {
    @Get('goes/on') specific(@Next() next: () => void) {
      next();
    }
    @Get('goes/:where') general(@Param() params: object) {
      return params;
    }
  }
  @Module({ controllers: [NextController] })
  class NextModule {}
  const adapter = new FastifyAdapter({ routerOptions });
  const app = await NestFactory.create(NextModule, adapter, { logger: false });
  onTestFinished(() => app.close());
  await app.init();
  for (const path of ['/goes/on', '/GOES/on', '/goes/on/', '/goes//on', '/goes/on;a=b', '/%67oes/%6fn']) {
    const reply = await adapter.inject(path);
    expect([path, reply.statusCode, reply.json()]).toEqual([path, 200, { where: 'on' }]);
  }
});

it('finds the parameters of a route for a path with encoded letters and an empty segment', async () => {
  @Controller('files')
  class FilesController {
    @Get('a/:id') one() {
      return 'one';
    }
    @Get('*rest') rest(@Param('rest') rest: string[]) {
      return rest;
    }
  }
  @Module({ controllers: [FilesController] })
  class FilesModule {}
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create(FilesModule, adapter, { logger: false });
  onTestFinished(() => app.close());
  await app.init();
  for (const path of ['/files/a/', '/%66iles/%61/']) expect((await adapter.inject(path)).json()).toEqual(['a', '']);
});
