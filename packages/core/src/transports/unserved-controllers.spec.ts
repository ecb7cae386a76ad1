import { Controller, Get, Module } from '@portico/common';
import { afterEach, expect, it, vi } from 'vitest';
import { closeAll, create } from '../http/application.fixture.js';

afterEach(closeAll);

@Controller('cats')
class CatsController {
  @Get() list() {
    return [];
  }
}

@Controller('dogs')
class DogsController {}

it('warns once about a controller that is only listed as a provider', async () => {
  @Module({ providers: [CatsController], exports: [CatsController] })
  class CatsModule {}
  @Module({ providers: [CatsController, DogsController] })
  class OtherModule {}
  @Module({ imports: [CatsModule, OtherModule], controllers: [DogsController] })
  class AppModule {}
  const warn = vi.fn();
  const app = await create(AppModule, { logger: { log: vi.fn(), error: vi.fn(), warn } });
  await app.init();
  const warnings = warn.mock.calls.map(([message]) => String(message));
  expect(warnings.filter((line) => line.startsWith('PORTICO_UNSERVED_CONTROLLER'))).toEqual([
    expect.stringMatching(/CatsController is listed in "providers" of CatsModule.*controllers: \[CatsController\]/s),
  ]);
});
