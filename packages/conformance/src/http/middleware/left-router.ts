import {
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  type INestApplication,
  type MiddlewareConsumer,
  Next,
  NotFoundException,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import type { Next as NextFunction } from './middleware-on.js';

@Controller('left')
class LeftController {
  @Get('handler') handler(@Next() next: NextFunction) {
    next('router');
  }
  @Get('middleware') middleware() {
    return 'reached';
  }
  @Get('*rest') rest() {
    return 'reached';
  }
}

@Catch(NotFoundException)
class NotFoundFilter implements ExceptionFilter {
  catch(error: NotFoundException, host: any) {
    host.switchToHttp().getResponse().status(404).send(`filtered ${error.message}`);
  }
}

const leave = (_request: unknown, _response: unknown, next: NextFunction): void => next('router');
const leaveLater = (_request: unknown, _response: unknown, next: NextFunction): void =>
  void setImmediate(() => next('router'));

export function describeLeftRouter(platform: HttpPlatform): void {
  describe("next('router')", () => {
    it.each<[string, string, (consumer: MiddlewareConsumer) => unknown, (app: INestApplication) => unknown]>([
      ['a handler', '/left/handler', () => undefined, () => undefined],
      ['app.use()', '/left/middleware', () => undefined, (app) => app.use(leave)],
      ['app.use() with a path', '/left/middleware?x=1', () => undefined, (app) => app.use('/left', leaveLater)],
      ['a module', '/left/middleware', (consumer) => consumer.apply(leave).forRoutes('left'), () => undefined],
      ['a module, later', '/left/none', (consumer) => consumer.apply(leaveLater).forRoutes('left'), () => undefined],
    ])('of %s is answered like a path without routes', async (_whose, path, consume, configure) => {
      class ConfiguredModule {
        configure(consumer: MiddlewareConsumer) {
          consume(consumer);
        }
      }
      const parts = { controllers: [LeftController], imports: [ConfiguredModule] };
      const app = await launchForTest(platform, { ...parts, configure });
      const { status, text, headers } = await app.get(path);
      expect([status, JSON.parse(text)]).toEqual([
        404,
        { statusCode: 404, error: 'Not Found', message: `Cannot GET ${path}` },
      ]);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(app.logger.errors).toEqual([]);
      const filtered = await launchForTest(platform, {
        ...parts,
        configure: (nest) => {
          configure(nest);
          nest.useGlobalFilters(new NotFoundFilter());
        },
      });
      expect((await filtered.get(path)).text).toBe(`filtered Cannot GET ${path}`);
    });
  });
}
