import 'reflect-metadata';
import {
  Body,
  ClassSerializerInterceptor,
  Controller,
  Get,
  Param,
  Post,
  Query,
  SerializeOptions,
  StandardSchemaSerializerInterceptor,
  StandardSchemaValidationPipe,
  UseInterceptors,
  ValidationPipe,
} from '@portico/common';
import { APP_INTERCEPTOR, APP_PIPE, Reflector } from '@portico/core';
import { Exclude, Expose, Type } from 'class-transformer';
import { IsInt, IsString, Min, MinLength, ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

class OwnerDto {
  @IsString() @MinLength(2) name!: string;
}

class CatDto {
  @IsString() name!: string;
  @IsInt() @Min(0) age!: number;
  @ValidateNested() @Type(() => OwnerDto) owner?: OwnerDto;
}

enum Colour {
  Red = 'red',
}

class LimitQuery {
  @Type(() => Number) @IsInt() limit!: number;
}

class PageQuery {
  @Type(() => Number) @IsInt() page!: number;
}

class Account {
  id = 1;
  @Exclude() password = 'secret';
  @Expose() get label(): string {
    return `account ${this.id}`;
  }
  @Expose({ groups: ['admin'] }) hidden = 'for admins';
}

/** A Standard Schema that is written without a library. */
function positive() {
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'suite',
      validate: (value: any) =>
        Number(value?.n) > 0
          ? { value: { n: Number(value.n) } }
          : { issues: [{ message: 'n must be positive', path: ['n'] }] },
    },
  };
}

@Controller()
class ValidatedController {
  @Post('cats') create(@Body() cat: CatDto) {
    return { isCat: cat instanceof CatDto, cat };
  }
  @Get('pages') pages(@Query() query: PageQuery) {
    return { type: typeof query.page, page: query.page };
  }
  @Get('limits') limits(@Query() query: LimitQuery) {
    return { isLimit: query instanceof LimitQuery, type: typeof query.limit };
  }
  @Get('colours') colours(@Query('colour') colour: Colour) {
    return { colour: colour ?? null };
  }
  @Get('cats/:id') one(@Param('id') id: number) {
    return { type: typeof id };
  }
}

@Controller()
class SerializedController {
  @Get('account') account() {
    return new Account();
  }
  @Get('accounts') async accounts() {
    return [new Account()];
  }
  @Get('stream') async *stream() {
    yield new Account();
    yield new Account();
  }
  @SerializeOptions({ groups: ['admin'] }) @Get('admin') admin() {
    return new Account();
  }
  @SerializeOptions({ type: Account }) @Get('plain') plain() {
    return { id: 7, password: 'secret' };
  }
}

/** Some compilers emit the enum object as the type of a parameter. */
Reflect.defineMetadata('design:paramtypes', [Colour], ValidatedController.prototype, 'colours');

export function describeValidation(platform: HttpPlatform): void {
  describe('ValidationPipe', () => {
    const start = (pipe: ValidationPipe) =>
      launchForTest(platform, {
        controllers: [ValidatedController],
        providers: [{ provide: APP_PIPE, useValue: pipe }],
      });

    it('rejects invalid values with a message for each property', async () => {
      const app = await start(new ValidationPipe());
      const reply = await app.post('/cats', { name: 1, age: -1 });
      expect(reply.status).toBe(400);
      expect(reply.json()).toEqual({
        statusCode: 400,
        error: 'Bad Request',
        message: ['name must be a string', 'age must not be less than 0'],
      });
      expect((await app.post('/cats')).status).toBe(400);
    });

    it('names nested properties by their path', async () => {
      const app = await start(new ValidationPipe());
      const reply = await app.post('/cats', { name: 'Tom', age: 1, owner: { name: 'x' } });
      expect(reply.json().message).toEqual(['owner.name must be longer than or equal to 2 characters']);
    });

    it('transforms to the class, and primitives to their types', async () => {
      const app = await start(new ValidationPipe({ transform: true }));
      expect((await app.post('/cats', { name: 'Tom', age: 1 })).json()).toEqual({
        isCat: true,
        cat: { name: 'Tom', age: 1 },
      });
      expect((await app.get('/pages?page=3')).json()).toEqual({ type: 'number', page: 3 });
      expect((await app.get('/cats/5')).json()).toEqual({ type: 'number' });
    });

    it('removes or rejects unknown properties', async () => {
      const dropping = await start(new ValidationPipe({ whitelist: true }));
      expect((await dropping.post('/cats', { name: 'Tom', age: 1, more: 1 })).json().cat).toEqual({
        name: 'Tom',
        age: 1,
      });
      const refusing = await start(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
      expect((await refusing.post('/cats', { name: 'Tom', age: 1, more: 1 })).json().message).toEqual([
        'property more should not exist',
      ]);
    });

    it.each<[string, ValidationPipe]>([
      ['by default', new ValidationPipe()],
      ['with transform', new ValidationPipe({ transform: true })],
      ['with whitelist', new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })],
    ])('does not change a parameter whose type is an enum, %s', async (_how, pipe) => {
      const app = await start(pipe);
      for (const [query, colour] of [
        ['', null],
        ['?colour=red', 'red'],
        ['?colour=', ''],
      ]) {
        const reply = await app.get(`/colours${query}`);
        expect([reply.status, reply.json()]).toEqual([200, { colour }]);
      }
    });

    it.each<[object, boolean, string]>([
      [{}, false, 'string'],
      [{ forbidUnknownValues: true }, false, 'string'],
      [{ stopAtFirstError: true }, false, 'number'],
      [{ whitelist: true }, false, 'number'],
      [{ validationError: { value: false } }, false, 'number'],
      [{ stopAtFirstError: true, transform: true }, true, 'number'],
    ])('with %j, the handler receives an instance: %s, with a %s', async (options, isLimit, type) => {
      const app = await start(new ValidationPipe(options));
      expect((await app.get('/limits?limit=3')).json()).toEqual({ isLimit, type });
    });

    it('answers with the configured status, and without details if they are disabled', async () => {
      const app = await start(new ValidationPipe({ errorHttpStatusCode: 422, disableErrorMessages: true }));
      const reply = await app.post('/cats', {});
      expect([reply.status, reply.json()]).toEqual([422, { statusCode: 422, message: 'Unprocessable Entity' }]);
    });
  });

  describe('Standard Schema', () => {
    @Controller()
    class SchemaController {
      // The schema of the test has only the members that are used.
      @Post('schema') schema(@Body({ schema: positive() } as never) body: { n: number }) {
        return body;
      }
      @UseInterceptors(new StandardSchemaSerializerInterceptor(new Reflector()))
      // The schema of the test has only the members that are used.
      @SerializeOptions({ schema: positive() } as never)
      @Get('serialized')
      serialized() {
        return { n: '5', secret: 1 };
      }
    }

    it('validates, and passes on the output of the schema', async () => {
      const app = await launchForTest(platform, {
        controllers: [SchemaController],
        configure: (nest) => nest.useGlobalPipes(new StandardSchemaValidationPipe()),
      });
      expect((await app.post('/schema', { n: '3' })).json()).toEqual({ n: 3 });
      const reply = await app.post('/schema', { n: -1 });
      expect([reply.status, JSON.stringify(reply.json())]).toEqual([
        400,
        expect.stringContaining('n must be positive'),
      ]);
    });

    it('serializes with a schema', async () => {
      const app = await launchForTest(platform, { controllers: [SchemaController] });
      expect((await app.get('/serialized')).json()).toEqual({ n: 5 });
    });
  });

  describe('ClassSerializerInterceptor', () => {
    it('applies the decorators of the class: excluded, exposed and grouped properties', async () => {
      const app = await launchForTest(platform, {
        controllers: [SerializedController],
        providers: [{ provide: APP_INTERCEPTOR, useClass: ClassSerializerInterceptor }],
      });
      const account = { id: 1, label: 'account 1' };
      expect((await app.get('/account')).json()).toEqual(account);
      expect((await app.get('/accounts')).json()).toEqual([account]);
      const lines = (await app.get('/stream')).text.trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual([account, account]);
      expect((await app.get('/admin')).json()).toEqual({ ...account, hidden: 'for admins' });
      expect((await app.get('/plain')).json()).toEqual({ id: 7, label: 'account 7' });
    });
  });
}
