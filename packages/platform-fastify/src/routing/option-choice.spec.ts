import { Controller, Get, Module, Req, type Type, VersioningType } from '@portico/common';
import { NestFactory } from '@portico/core';
import { afterEach, expect, it } from 'vitest';
import { FastifyAdapter, type NestFastifyApplication, RouteConfig } from '../index.js';

const open: NestFastifyApplication[] = [];

afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

/** Controllers of one path with the versions 1 to `count`, of which the first ones have route options. */
function versions(count: number, withOptions: number): Type[] {
  return Array.from({ length: count }, (_, index) => {
    class VersionController {
      find(request: any) {
        return [index + 1, request.routeOptions.config.own ?? null];
      }
    }
    const { prototype } = VersionController;
    const descriptor = Object.getOwnPropertyDescriptor(prototype, 'find')!;
    Req()(prototype, 'find', 0);
    Get()(prototype, 'find', descriptor);
    if (index < withOptions) RouteConfig({ own: index + 1 })(prototype, 'find', descriptor);
    Controller({ path: 'cats', version: String(index + 1) })(VersionController);
    return VersionController;
  });
}

async function start(controllers: Type[]): Promise<(version: number) => Promise<unknown>> {
  class AppModule {}
  Module({ controllers })(AppModule);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  open.push(app);
  app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });
  await app.init();
  return async (version) => {
    const reply = await app.inject({ url: '/cats', headers: { 'x-version': String(version) } });
    return reply.statusCode === 200 ? reply.json() : reply.statusCode;
  };
}

it('any number of versions of a path share one route if they have no options', async () => {
  const get = await start(versions(40, 1));
  expect([await get(1), await get(2), await get(40), await get(41)]).toEqual([[1, 1], [2, null], [40, null], 404]);
});

it('as many versions as the router can distinguish have their own options', async () => {
  const get = await start(versions(40, 30));
  expect([await get(1), await get(30), await get(31)]).toEqual([
    [1, 1],
    [30, 30],
    [31, null],
  ]);
});

it('more versions with options fail at start-up, with the path', async () => {
  await expect(start(versions(40, 31))).rejects.toMatchObject({
    code: 'PORTICO_FASTIFY_ROUTE_OPTIONS',
    message: expect.stringContaining('GET /cats'),
  });
});
