import { Controller, Get, type MiddlewareConsumer, Module, type NestModule, Param, Post } from '@portico/common';
import { launchForTest, type Running } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

export type Next = (error?: unknown) => void;

type Consume = (consumer: MiddlewareConsumer) => unknown;

@Controller('cats')
export class CatsController {
  @Get() list() {
    return 'list';
  }
  @Post() create() {
    return 'create';
  }
  @Get('named/:name') named(@Param('name') name: string) {
    return name;
  }
  @Get(':id') one(@Param('id') id: string) {
    return id;
  }
}

@Controller('dogs')
class DogsController {
  @Get() list() {
    return 'dogs';
  }
}

/** Creates a functional middleware that adds its name to the reply. */
export function mark(name: string) {
  return (_request: any, response: any, next: Next): void => {
    const standing = response.getHeader('x-marks');
    response.setHeader('x-marks', standing ? `${standing},${name}` : name);
    next();
  };
}

function withMiddleware(consume: Consume) {
  @Module({ controllers: [CatsController, DogsController] })
  class Root implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      consume(consumer);
    }
  }
  return Root;
}

/** Starts applications with middleware, and returns which middleware ran for a request. */
export function middlewareOn(platform: HttpPlatform) {
  return {
    start: (consume: Consume, configure?: (app: any) => unknown): Promise<Running> =>
      launchForTest(platform, { module: withMiddleware(consume), configure }),
    marks: async (app: Running, path: string, method = 'GET') =>
      (await app.send(path, { method })).headers['x-marks'] ?? null,
  };
}
