import { Controller, Get } from '@portico/common';
import { beforeAll } from 'vitest';
import { launch } from './application.js';
import type { HttpPlatform } from './platform.js';

@Controller()
class FirstController {
  @Get('first-request') answer() {
    return 'answered';
  }
}

/** Stops a suite before its tests when the platform finds no route at all: each of them would fail for that alone. */
export function checkFirstRequest(platform: HttpPlatform): void {
  beforeAll(async () => {
    const running = await launch(platform, { controllers: [FirstController] });
    try {
      const { status } = await running.get('/first-request');
      if (status === 404) throw new Error(notFound(platform.name));
    } finally {
      await running.stop();
    }
  });
}

function notFound(name: string): string {
  return (
    `The platform "${name}" answered the first request of the suite, GET /first-request, with 404, so its tests were not run. ` +
    'The request came in, but the route that core registered for it was not found. ' +
    'Check that get(), post() and the others, or addRoute() for all of them, register with the library. ' +
    'initHttpServer() runs before there are routes: the server has to ask the library for each request.'
  );
}
