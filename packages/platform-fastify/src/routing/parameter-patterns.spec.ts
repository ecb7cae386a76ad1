import { Controller, Get, type MiddlewareConsumer, Module, Param } from '@portico/common';
import { NestFactory } from '@portico/core';
import { expect, it, onTestFinished } from 'vitest';
import { FastifyAdapter } from '../adapter.js';

@Controller('cats')
class CatsController {
  @Get(':id(^\\d+$)') one(@Param() params: object) {
    return params;
  }
  @Get('at/:hour(^\\d{2})h:minute(^\\d{2})m') at(@Param() params: object) {
    return params;
  }
  @Get('kinds/:kind(^(?:one|two)$)') kind(@Param() params: object) {
    return params;
  }
}

const seen: string[] = [];

@Module({ controllers: [CatsController] })
class CatsModule {
  configure(consumer: MiddlewareConsumer) {
    const note = ({ url }: { url: string }, _response: unknown, next: () => void): void => {
      seen.push(url);
      next();
    };
    consumer.apply(note).forRoutes(CatsController);
  }
}

it('the expressions of parameters limit routes, their middleware, and the methods of a path', async () => {
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create(CatsModule, adapter, { logger: false, methodNotAllowed: true });
  onTestFinished(() => app.close());
  await app.init();
  const reply = async (url: string, method: 'GET' | 'POST' = 'GET') => {
    const { statusCode, json } = await adapter.inject({ method, url });
    return statusCode === 200 ? json() : statusCode;
  };
  expect(await reply('/cats/7')).toEqual({ id: '7' });
  expect(await reply('/cats/at/12h30m')).toEqual({ hour: '12', minute: '30' });
  expect(await reply('/cats/kinds/two')).toEqual({ kind: 'two' });
  expect(seen.splice(0)).toEqual(['/cats/7', '/cats/at/12h30m', '/cats/kinds/two']);
  expect(await reply('/cats/tom')).toBe(404);
  expect(await reply('/cats/kinds/three')).toBe(404);
  expect(seen).toEqual([]);
  expect(await reply('/cats/7', 'POST')).toBe(405);
  expect(await reply('/cats/tom', 'POST')).toBe(404);
});
