import { Controller, Get, type INestApplication, type MiddlewareConsumer, Param, RequestMethod } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { refuse } from '../middleware-paths/recorder.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

@Controller('straße')
class UmlautController {
  @Get() root() {
    return 'root';
  }
  @Get('größe/:größe') size(@Param() params: object) {
    return params;
  }
  @Get('%C3%A4/%20/:id') encoded(@Param('id') id: string) {
    return `encoded ${id}`;
  }
  @Get('two words/:naïveté{/:ö}') words(@Param() params: object) {
    return params;
  }
  @Get('*alles') rest(@Param('alles') rest: string[]) {
    return `rest ${rest.join(' ')}`;
  }
}

@Controller('escaped')
class EscapedController {
  @Get('a\\:one') one() {
    return 'one';
  }
  @Get('a\\:two') two() {
    return 'two';
  }
  @Get('\\:id/:id') both(@Param() params: object) {
    return params;
  }
}

@Controller('odd')
class OddController {
  @Get('til%7Ee') tilde() {
    return 'tilde';
  }
  @Get('x%2541') percent() {
    return 'percent';
  }
  @Get('100%') bare() {
    return 'bare';
  }
  @Get('back%5Cslash') backslash() {
    return 'backslash';
  }
}

@Controller('chosen')
class ChosenController {
  @Get('public') open() {
    return 'public';
  }
  @Get('größe') size() {
    return 'public';
  }
  @Get('a\\:b') colon() {
    return 'public';
  }
  @Get('below/:id') below() {
    return 'public';
  }
  @Get('below/*rest') rest() {
    return 'secret';
  }
  @Get(':id') one() {
    return 'secret';
  }
}

@Controller('joined')
class JoinedController {
  @Get('tilde/:id~x') tilde(@Param() params: object) {
    return params;
  }
  @Get('mail/:name@:host') mail(@Param() params: object) {
    return params;
  }
  @Get('quoted/:"first-name"/of/:"a.b c"') quoted(@Param() params: object) {
    return params;
  }
  @Get('file/:name.:extension') file(@Param() params: object) {
    return params;
  }
}

/** How an application writes a path must not change which requests it takes. */
export function describeWrittenPaths(platform: HttpPlatform): void {
  describe('paths as they are written', () => {
    const app = sharedApplication(platform, () => ({
      controllers: [UmlautController, EscapedController, JoinedController, OddController],
    }));
    const at = async (path: string) => (await app().get(path)).text;

    it.each([
      ['/stra%C3%9Fe', 'root'],
      ['/stra%C3%9Fe/%C3%A4/%20/7', 'encoded 7'],
      ['/stra%C3%9Fe/a/%C3%A4', 'rest a ä'],
      ['/odd/til%7Ee', 'tilde'],
      ['/odd/x%2541', 'percent'],
      ['/odd/100%25', 'bare'],
      ['/odd/back%5Cslash', 'backslash'],
    ])('text outside ASCII, or percent-encoded, is found at %s', async (path, reply) => {
      expect(await at(path)).toBe(reply);
    });

    it.each([
      ['/stra%C3%9Fe/gr%C3%B6%C3%9Fe/12', { größe: '12' }],
      ['/stra%C3%9Fe/two%20words/a', { naïveté: 'a' }],
      ['/stra%C3%9Fe/two%20words/a/%C3%B6', { naïveté: 'a', ö: 'ö' }],
      ['/joined/tilde/5~x', { id: '5' }],
      ['/joined/mail/me@example.com', { name: 'me', host: 'example.com' }],
      ['/joined/quoted/Ada/of/Wonder%20Land', { 'first-name': 'Ada', 'a.b c': 'Wonder Land' }],
      ['/joined/file/report.pdf', { name: 'report', extension: 'pdf' }],
      ['/escaped/:id/7', { id: '7' }],
    ])('the parameters of %s have their names', async (path, parameters) => {
      expect(JSON.parse(await at(path))).toEqual(parameters);
    });

    it('escaped text is not a parameter', async () => {
      expect([await at('/escaped/a:one'), await at('/escaped/a:two')]).toEqual(['one', 'two']);
      expect((await app().get('/escaped/a:three')).status).toBe(404);
    });

    it('the text after a parameter is required', async () => {
      expect((await app().get('/joined/tilde/5')).status).toBe(404);
      expect((await app().get('/joined/mail/me')).status).toBe(404);
    });

    it.each<[string, (consumer: MiddlewareConsumer) => unknown, (app: INestApplication) => unknown]>([
      ['a controller', (consumer) => consumer.apply(refuse).forRoutes(UmlautController), () => undefined],
      ['a path', (consumer) => consumer.apply(refuse).forRoutes('straße'), () => undefined],
      ['an encoded path', (consumer) => consumer.apply(refuse).forRoutes('stra%C3%9Fe'), () => undefined],
      [
        'a route',
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'stra%C3%9Fe{/*rest}', method: RequestMethod.GET }),
        () => undefined,
      ],
      ['a mounted path', () => undefined, (app) => app.use('/straße', refuse)],
      ['a mounted path that is encoded', () => undefined, (app) => app.use('/stra%C3%9Fe', refuse)],
      ['a mounted pattern', () => undefined, (app) => app.use('/stra%C3%9Fe{/*rest}', refuse)],
    ])('middleware for %s guards every spelling', async (_what, consume, configure) => {
      const app = await start([UmlautController], consume, configure);
      for (const path of ['/stra%C3%9Fe', '/stra%c3%9fe', '/str%61%C3%9Fe']) {
        const { status, text } = await app.get(path);
        expect([path, [401, 404].includes(status), text.includes('root')]).toEqual([path, true, false]);
      }
      expect((await app.get('/stra%C3%9Fe')).status).toBe(401);
      expect((await app.get('/stra%C3%9Fe/%C3%A4/%20/7')).status).toBe(401);
    });

    it.each(['stra%C3%9Fe', 'straße'])('exclude(%j) excludes the path', async (excluded) => {
      const app = await start([UmlautController], (consumer) =>
        consumer.apply(refuse).exclude(excluded).forRoutes(UmlautController),
      );
      expect((await app.get('/stra%C3%9Fe')).text).toBe('root');
      expect((await app.get('/stra%C3%9Fe/a')).status).toBe(401);
    });

    it('exclude() excludes a path only where the router reads it as the excluded one', async () => {
      const app = await start([ChosenController], (consumer) =>
        consumer
          .apply(refuse)
          .exclude('chosen/public', 'chosen/größe', 'chosen/a\\:b', 'chosen/below/:id')
          .forRoutes(ChosenController),
      );
      for (const path of ['/chosen/public', '/chosen/gr%C3%B6%C3%9Fe', '/chosen/a:b', '/chosen/below/a%3Ab']) {
        expect([path, (await app.get(path)).text]).toEqual([path, 'public']);
      }
      expect((await app.get('/chosen/other')).status).toBe(401);
      for (const target of [
        '/chosen/%70ublic',
        '/chosen/PUBLIC',
        '/chosen/public/',
        '/chosen//public',
        '/chosen\\public',
        '/chosen/GR%C3%96%C3%9FE',
        '/chosen/a%3Ab',
        '/chosen/%62elow/1',
        '/chosen/below/1/2',
        'http://h/chosen/%70ublic',
      ]) {
        expect([target, await app.raw(`GET ${target}`)]).toEqual([target, expect.not.stringMatching(/secret$/)]);
      }
    });

    it.each([
      ['c%2B%2B', 'c%2B%2B'],
      ['c#', 'c%23'],
      ['a\\?b', 'a%3Fb'],
      ['a\\+b', 'a+b'],
      ['\\(a\\)', '(a)'],
    ])('the reserved characters of %j are found, or the platform says that they cannot', async (path, requested) => {
      @Controller('reserved')
      class ReservedController {
        @Get(path) reserved() {
          return 'found';
        }
      }
      const found = await launchForTest(platform, { controllers: [ReservedController] }).then(
        async (running) => (await running.get(`/reserved/${requested}`)).text,
        (error: unknown) => error,
      );
      if (found !== 'found') expect(found).toMatchObject({ code: expect.stringContaining('_PATH') });
    });

    it('a path with an escaped colon is more specific than one with a parameter', async () => {
      @Controller('specific')
      class SpecificController {
        @Get(':id') one() {
          return 'one';
        }
        @Get('a\\:b') colon() {
          return 'colon';
        }
      }
      const app = await launchForTest(platform, {
        controllers: [SpecificController],
        options: { routeResolutionStrategy: 'specificity', routeConflictPolicy: { shadow: 'error' } },
      });
      expect((await app.get('/specific/a:b')).text).toBe('colon');
    });

    it('with the more specific path first, optional parts and parameters within text have the same order everywhere', async () => {
      @Controller('order')
      class OrderController {
        @Get('*rest') rest() {
          return 'rest';
        }
        @Get(':id') one() {
          return 'one';
        }
        @Get('a/:id') below() {
          return 'below a';
        }
        @Get('a{/b}') optionalText() {
          return 'a, optionally b';
        }
        @Get('c{/:id}') optionalParameter() {
          return 'c, optionally with an id';
        }
        @Get('file-:number') file() {
          return 'file';
        }
      }
      const options = { routeResolutionStrategy: 'specificity' } as const;
      const app = await launchForTest(platform, { controllers: [OrderController], options });
      const paths = ['a', 'a/b', 'a/c', 'c', 'c/d', 'c/d/e', 'file-7', 'x'];
      const texts = await Promise.all(paths.map(async (path) => [path, (await app.get(`/order/${path}`)).text]));
      expect(texts).toEqual([
        ['a', 'a, optionally b'],
        ['a/b', 'a, optionally b'],
        ['a/c', 'below a'],
        ['c', 'c, optionally with an id'],
        ['c/d', 'c, optionally with an id'],
        ['c/d/e', 'rest'],
        ['file-7', 'file'],
        ['x', 'one'],
      ]);
    });

    it('methodNotAllowed finds paths with encoded text', async () => {
      const options = { methodNotAllowed: true };
      const app = await launchForTest(platform, { controllers: [UmlautController, OddController], options });
      for (const path of ['/stra%C3%9Fe', '/odd/til%7Ee']) {
        const { status, headers } = await app.send(path, { method: 'DELETE' });
        expect([path, status, headers['allow']]).toEqual([path, 405, 'GET, HEAD']);
      }
    });

    it.each(['größe', 'gr%C3%B6%C3%9Fe'])('a global prefix can be %s', async (prefix) => {
      const app = await start(
        [UmlautController, EscapedController],
        (consumer) => consumer.apply(refuse).forRoutes('escaped/a\\:one'),
        (nest) =>
          nest.setGlobalPrefix(prefix, {
            exclude: ['stra%C3%9Fe', { path: 'escaped/a\\:two', method: RequestMethod.GET }],
          }),
      );
      expect((await app.get('/stra%C3%9Fe')).text).toBe('root');
      expect((await app.get('/gr%C3%B6%C3%9Fe/stra%C3%9Fe/a')).text).toBe('rest a');
      expect((await app.get('/escaped/a:two')).text).toBe('two');
      expect((await app.get('/gr%C3%B6%C3%9Fe/escaped/a:one')).status).toBe(401);
    });

    const start = (
      controllers: (new () => object)[],
      consume: (consumer: MiddlewareConsumer) => unknown,
      configure: (app: INestApplication) => unknown = () => undefined,
    ) => {
      class GuardedModule {
        configure(consumer: MiddlewareConsumer) {
          consume(consumer);
        }
      }
      return launchForTest(platform, { controllers, imports: [GuardedModule], configure });
    };
  });
}
