import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  type INestApplication,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type Type,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import express, { type Express } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { ExpressAdapter } from './index.js';

const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Creates an application whose replies and errors contain its name, and whose middleware for `guarded` sets a header. */
function moduleOf(name: string, path: string, guarded: string): Type {
  @Controller(path)
  class SomeController {
    @Get() get() {
      return name;
    }
    @Get('broken') fail() {
      throw new Error('broken');
    }
  }
  @Module({ controllers: [SomeController] })
  class SomeModule implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      consumer
        .apply((_request: unknown, response: any, next: () => void) => {
          response.setHeader('x-guard', name);
          next();
        })
        .forRoutes(guarded);
    }
  }
  return SomeModule;
}

function filterOf(name: string): ExceptionFilter {
  @Catch()
  class NamingFilter implements ExceptionFilter {
    catch(error: any, host: any): void {
      host
        .switchToHttp()
        .getResponse()
        .status(error.getStatus?.() ?? 500)
        .send(`${name} failed`);
    }
  }
  return new NamingFilter();
}

async function start(server: Express, name: string, path: string, prefix: string, guarded = path): Promise<void> {
  const app: INestApplication = await NestFactory.create(moduleOf(name, path, guarded), new ExpressAdapter(server), {
    logger: false,
  });
  app.setGlobalPrefix(prefix).useGlobalFilters(filterOf(name));
  await app.init();
  open.push(() => app.close());
}

async function listen(listener: Express) {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return async (path: string): Promise<[number, string, string | null]> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
    return [response.status, await response.text(), response.headers.get('x-guard')];
  };
}

it('the message of the router for a parameter that cannot be decoded is sent', async () => {
  @Controller()
  class ParameterController {
    @Get('cats/:id') get() {
      return 'never';
    }
  }
  @Module({ controllers: [ParameterController] })
  class ParameterModule {}
  const server = express();
  const app = await NestFactory.create(ParameterModule, new ExpressAdapter(server), { logger: false });
  await app.init();
  open.push(() => app.close());
  const get = await listen(server);
  const [status, body] = await get('/cats/%zz');
  expect([status, JSON.parse(body)]).toEqual([
    400,
    { statusCode: 400, error: 'Bad Request', message: "Failed to decode param '%zz'" },
  ]);
});

describe('two applications on one Express application', () => {
  it('both have their routes, middleware and errors', async () => {
    const server = express();
    await start(server, 'A', 'a', '');
    await start(server, 'B', 'b', '');
    const get = await listen(server);
    expect(await get('/a')).toEqual([200, 'A', 'A']);
    expect(await get('/b')).toEqual([200, 'B', 'B']);
    expect(await get('/a/broken')).toEqual([500, 'A failed', 'A']);
    expect(await get('/b/broken')).toEqual([500, 'B failed', 'B']);
    expect((await get('/nowhere'))[0]).toBe(404);
    expect((await get('/%zz'))[0]).toBe(400);
  });

  it('the application whose prefix matches responds that the route does not exist', async () => {
    const server = express();
    await start(server, 'A', 'a', 'one');
    await start(server, 'B', 'b', 'two');
    await start(server, 'C', 'c', 'two/deep');
    const get = await listen(server);
    expect(await get('/two/b')).toEqual([200, 'B', 'B']);
    expect(await get('/two/deep/c')).toEqual([200, 'C', 'C']);
    expect((await get('/one/nowhere')).slice(0, 2)).toEqual([404, 'A failed']);
    expect((await get('/two/nowhere')).slice(0, 2)).toEqual([404, 'B failed']);
    expect((await get('/two/deep/nowhere')).slice(0, 2)).toEqual([404, 'C failed']);
    expect((await get('/nowhere'))[0]).toBe(404);
  });
});

describe('an application that is mounted in another one', () => {
  it.each([
    ['users', 'A'],
    ['{*path}', 'A'],
    ['admin', null],
    ['admin/users', null],
  ])("forRoutes('%s') is relative to the mount path", async (guarded, guard) => {
    const inner = express();
    await start(inner, 'A', 'users', '', guarded);
    const get = await listen(express().use('/admin', inner));
    expect(await get('/admin/users')).toEqual([200, 'A', guard]);
  });

  it('has its global prefix below the mount path', async () => {
    const inner = express();
    await start(inner, 'A', 'users', 'api');
    const get = await listen(express().use('/admin', inner));
    expect(await get('/admin/api/users')).toEqual([200, 'A', 'A']);
    expect((await get('/admin/users')).slice(0, 2)).toEqual([404, 'A failed']);
  });
});
