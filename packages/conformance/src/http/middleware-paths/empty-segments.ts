import { Controller, Get, Head, Param, RequestMethod } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { type Configure, type Consume, refuse, type Start, statusOf } from './recorder.js';

/** A router may keep duplicate slashes. Wildcards of middleware must then match empty segments, too. */
export function describeEmptySegments(start: Start): void {
  @Controller('files')
  class FilesController {
    @Get('*rest') files(@Param('rest') rest: string[]) {
      return `files ${JSON.stringify(rest)}`;
    }
  }
  const WRITINGS = ['/files/a', '/files//', '/files///', '/files//a', '/files/a//', '/files/a//b'];

  describe('with empty segments', () => {
    it.each<[string, Consume, Configure]>([
      ['a controller', (consumer) => consumer.apply(refuse).forRoutes(FilesController), () => undefined],
      [
        'a route',
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'files/*rest', method: RequestMethod.GET }),
        () => undefined,
      ],
      [
        'everything but the path without them',
        (consumer) => consumer.apply(refuse).exclude('files', 'files/b').forRoutes('{*path}'),
        () => undefined,
      ],
      ['app.use with a pattern', () => undefined, (app) => app.use('/files/*rest', refuse)],
      ['app.use with an expression', () => undefined, (app) => app.use(/\/files\/.+/, refuse)],
    ])('middleware for %s guards every spelling', async (_what, consume, configure) => {
      const app = await start([FilesController], consume, configure);
      for (const path of WRITINGS) {
        const { status, text } = await app.get(path);
        // A platform may merge slashes, and then has no route for some of these paths.
        expect([path, status === 404 || status === 401, text.startsWith('files')]).toEqual([path, true, false]);
      }
      expect(await statusOf(app, '/files/a')).toBe(401);
    });

    it.each([undefined, 'api'])(
      'exclude() of what is below a path does not exclude the path, with the prefix %s',
      async (prefix) => {
        @Controller('files')
        class RootController {
          @Get() root() {
            return 'root';
          }
          @Get('*rest') rest() {
            return 'rest';
          }
        }
        const app = await start(
          [RootController],
          (consumer) => consumer.apply(refuse).exclude('files/{*rest}').forRoutes(RootController),
          (nest) => prefix && nest.setGlobalPrefix(prefix),
        );
        const path = prefix ? `/${prefix}/files` : '/files';
        expect(await statusOf(app, `${path}/a`)).toBe(200);
        expect(await statusOf(app, path)).toBe(401);
        // The last one reaches a route only where a slash at the end does not count.
        expect((await app.get(`${path}/`)).text).not.toContain('root');
      },
    );

    it('exclude() of a path does not exclude a wildcard that takes it with a slash at its end', async () => {
      @Controller('files')
      class RestController {
        @Get('{*rest}') rest() {
          return 'rest';
        }
        @Get() root() {
          return 'root';
        }
      }
      const app = await start(
        [RestController],
        (consumer) => consumer.apply(refuse).exclude('files').forRoutes(RestController),
        () => undefined,
      );
      // Where a slash at the end does not count, the wildcard is declared first.
      for (const path of ['/files', '/files/']) expect((await app.get(path)).text).not.toContain('rest');
      expect(await statusOf(app, '/files/a')).toBe(401);
    });

    it('middleware that is excluded for a path without them keeps its position', async () => {
      const ran: string[] = [];
      const mark = (name: string) => (_request: unknown, _response: unknown, next: () => void) => {
        ran.push(name);
        next();
      };
      const app = await start(
        [FilesController],
        (consumer) => {
          consumer.apply(mark('first')).exclude('files/:name').forRoutes('files');
          consumer.apply(mark('second')).forRoutes('files');
        },
        () => undefined,
      );
      expect(await statusOf(app, '/files/a')).toBe(200);
      expect(ran.splice(0)).toEqual(['second']);
      const { status } = await app.get('/files//a');
      // A platform may merge slashes: then the path is excluded.
      expect([['first', 'second'], ...(status === 200 ? [] : [['second']])]).toContainEqual(ran);
    });

    it('a middleware that is excluded for GET runs for HEAD if HEAD has its own route', async () => {
      let reached = 0;
      @Controller('heads')
      class HeadController {
        @Head() head() {
          reached++;
        }
        @Get() get() {
          return 'got';
        }
      }
      const app = await start(
        [HeadController],
        (consumer) => consumer.apply(refuse).exclude({ path: 'heads', method: RequestMethod.GET }).forRoutes('{*path}'),
        () => undefined,
      );
      expect(await statusOf(app, '/heads')).toBe(200);
      await app.send('/heads', { method: 'HEAD' });
      expect(reached).toBe(0);
    });
  });
}
