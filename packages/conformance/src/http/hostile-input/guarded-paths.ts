import { Controller, Get, type MiddlewareConsumer, Module, type NestModule } from '@portico/common';
import { expect } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform, PathOptions } from '../support/platform.js';

type Next = (error?: unknown) => void;

/** Platforms may accept different spellings of `/admin`, but for each of them the guard must run exactly once. */
export function describeGuardedPaths(platform: HttpPlatform): void {
  const WRITINGS = [
    '/admin',
    '/%61dmin',
    '/admin/',
    '/admin?x=1',
    '//admin',
    '/ADMIN',
    '/Admin/',
    '/admin//',
    '/%61%64%6d%69%6e',
    '/admin/?',
    '/admin;x=1',
    '/admin#x',
    '/./admin',
    '/x/../admin',
    '/admin%2F',
    '/%2Fadmin',
    '/admin%3Fx',
    '/admin/%2e',
    '/admin%00',
    '/admin%20',
    '///admin///',
    'http://a/admin',
    'http://a//admin',
    '/admin?/administrators',
    '/admin/users',
    '/%61dmin/users',
    '//admin//users',
    '/admin/users/',
    '/admin/USERS',
    '/administrators',
    '/administrators/',
    '/public',
    '/public/../admin',
    '*',
    '*admin',
    '*admin/users',
    'xadmin://a/admin',
    'http://admin',
    'HTTP://a/admin',
    'http://a?x=/admin',
    'http:///admin',
    'http://a;/admin',
    'http://u@a/admin',
    'http://http://a/admin',
    '/\\admin',
    '/admin\\users',
    '/adm%C4%B1n',
    '/admın',
  ];
  const OPTIONS: [string, PathOptions, ReadonlyArray<keyof HttpPlatform['capabilities']>][] = [
    ['by default', {}, []],
    ['with case folded', { caseSensitive: false }, ['caseOption']],
    ['with case kept', { caseSensitive: true }, ['caseOption']],
    ['with trailing slashes ignored', { ignoreTrailingSlash: true }, ['trailingSlashOption']],
    ['with trailing slashes kept', { ignoreTrailingSlash: false }, ['trailingSlashOption']],
    ['with duplicate slashes ignored', { ignoreDuplicateSlashes: true }, ['duplicateSlashOption']],
    [
      'with everything ignored',
      { caseSensitive: false, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
      ['caseOption', 'trailingSlashOption', 'duplicateSlashOption'],
    ],
  ];
  const ROUTES: [string, any][] = [
    ['a path', 'admin'],
    ['a path with a wildcard', 'admin{/*rest}'],
    ['a controller', 'controller'],
    ['app.use', 'use'],
  ];

  for (const [how, paths, needs] of OPTIONS) {
    const capability = needs.map((need) => platform.capabilities[need]).find((flag) => flag !== true) ?? true;
    for (const [what, route] of ROUTES) {
      itWhen(capability, `middleware for ${what} guards every spelling, ${how}`, async () => {
        const seen = { guard: 0 };
        const count = (_request: unknown, _response: unknown, next: Next): void => {
          seen.guard++;
          next();
        };
        @Controller('admin')
        class AdminController {
          @Get() admin() {
            return 'admin';
          }
          @Get('users') users() {
            return 'admin users';
          }
        }
        @Controller()
        class PublicController {
          @Get('administrators') administrators() {
            return 'administrators';
          }
          @Get('public') public() {
            return 'public';
          }
        }
        @Module({ controllers: [AdminController, PublicController] })
        class Root implements NestModule {
          configure(consumer: MiddlewareConsumer): void {
            if (route === 'use') return;
            consumer.apply(count).forRoutes(route === 'controller' ? AdminController : route);
          }
        }
        const app = await launchForTest(platform, {
          module: Root,
          paths,
          configure: (nest) => route === 'use' && nest.use('/admin', count),
        });
        for (const writing of WRITINGS) {
          seen.guard = 0;
          const reply = await app.raw(`GET ${writing}`);
          if (/admin( users)?$/.test(reply)) expect([writing, seen.guard]).toEqual([writing, 1]);
          if (/(administrators|public)$/.test(reply)) expect([writing, seen.guard]).toEqual([writing, 0]);
          expect([writing, reply.slice(9, 10)]).not.toEqual([writing, '5']);
          expect(seen.guard).toBeLessThanOrEqual(1);
        }
        expect((await app.raw('GET /admin')).endsWith('admin')).toBe(true);
        expect((await app.raw('GET /administrators')).endsWith('administrators')).toBe(true);
      });
    }
  }
}
