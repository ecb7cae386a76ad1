import { Controller, Get, RequestMethod, VersioningType } from '@portico/common';
import { afterEach, expect, it, vi } from 'vitest';
import { closeAll, serve } from '../http/application.fixture.js';
import type { NestApplication } from './nest-application.js';

@Controller('cats')
class Cats {
  @Get()
  find() {
    return 'cats';
  }
}

const settings: Record<string, (app: NestApplication) => unknown> = {
  enableVersioning: (app) => app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
  setGlobalPrefix: (app) => app.setGlobalPrefix('api', { exclude: [{ path: 'x', method: RequestMethod.GET }] }),
  useGlobalFilters: (app) => app.useGlobalFilters({ catch: () => undefined }),
  useGlobalPipes: (app) => app.useGlobalPipes({ transform: () => undefined }),
  useGlobalInterceptors: (app) => app.useGlobalInterceptors({ intercept: () => Promise.reject(new Error('late')) }),
  useGlobalGuards: (app) => app.useGlobalGuards({ canActivate: () => false }),
  useWebSocketAdapter: (app) => app.useWebSocketAdapter({} as never),
};

afterEach(closeAll);

it.each(Object.keys(settings))('warns if %s() is called too late to have an effect', async (name) => {
  const warn = vi.fn();
  const logger = { log: () => undefined, error: () => undefined, warn };
  const { app, fetch } = await serve({ controllers: [Cats] }, undefined, { logger });
  settings[name]!(app);
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^PORTICO_LATE_SETTING: ${name}\\(\\) was called after [^]*Call it before app.init\\(\\) and app.listen\\(\\)`,
      ),
    ),
  ]);
  expect(await (await fetch('/cats')).text()).toBe('cats');
});

it.each(Object.keys(settings))('does not warn if %s() is called before the application starts', async (name) => {
  const warn = vi.fn();
  const logger = { log: () => undefined, error: () => undefined, warn };
  await serve({ controllers: [Cats] }, (app) => void settings[name]!(app), { logger });
  expect(warn).not.toHaveBeenCalled();
});
