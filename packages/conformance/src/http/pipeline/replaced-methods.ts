import { type CanActivate, Controller, Get, HttpCode, UseGuards } from '@portico/common';
import { expect, it } from 'vitest';
import { ReplacesMethod } from '../../support/replaces-method.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

/** Decorators of a route are kept by a decorator above them that replaces the method, in a subclass, too. */
export function describeReplacedMethods(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [ReplacedController, InheritingController] }));

  it.each(['/replaced/between', '/replaced/below', '/inheriting/between', '/inheriting/below'])(
    'runs the guard of %s',
    async (path) => {
      expect((await app().get(path)).status).toBe(403);
    },
  );

  it('keeps the status of a reply', async () => {
    expect((await app().get('/replaced/open')).status).toBe(202);
    expect((await app().get('/inheriting/open')).status).toBe(202);
  });
}

class Closed implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

class Routes {
  @Get('between')
  @ReplacesMethod()
  @UseGuards(Closed)
  between(): string {
    return 'reached';
  }

  @ReplacesMethod()
  @UseGuards(Closed)
  @Get('below')
  below(): string {
    return 'reached';
  }

  @ReplacesMethod()
  @Get('open')
  @HttpCode(202)
  open(): string {
    return 'open';
  }
}

@Controller('replaced')
class ReplacedController extends Routes {}

@Controller('inheriting')
class InheritingController extends ReplacedController {}
