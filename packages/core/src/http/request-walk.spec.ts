import { basename } from 'node:path';
import {
  type CallHandler,
  type CanActivate,
  Controller,
  Get,
  type NestInterceptor,
  Param,
  ParseIntPipe,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { afterAll, expect, it } from 'vitest';
import { closeAll, serve } from './application.fixture.js';

class Passes implements CanActivate, NestInterceptor {
  canActivate = () => true;
  intercept = (_context: unknown, next: CallHandler) => next.handle();
}

@Controller()
class Walked {
  @Get('plain/:id')
  plain(@Param('id') _id: string): string[] {
    return filesOnTheWay();
  }

  @Get('guarded/:id')
  @UseGuards(Passes)
  @UseInterceptors(Passes)
  guarded(@Param('id', ParseIntPipe) _id: number): string[] {
    return filesOnTheWay();
  }
}

/** The files of the framework on the stack, beginning with the caller of the handler. */
function filesOnTheWay(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const stack = new Error('here').stack ?? '';
  Error.stackTraceLimit = limit;
  const files = [...stack.matchAll(/[^\s(]+\/packages\/[^\s:)]+\.ts/g)].map(([file]) => basename(file));
  return [...new Set(files)].filter((file) => !file.endsWith('.spec.ts'));
}

afterAll(closeAll);

it.each([
  ['plain/1', 4],
  ['guarded/1', 5],
])('a request for %s passes at most %i files before its handler', async (path, most) => {
  const { json } = await serve({ controllers: [Walked] });
  const files: string[] = await json(`/${path}`);
  expect(files.length, files.join(', ')).toBeLessThanOrEqual(most);
  expect(files).toContain('compile-handler.ts');
});
