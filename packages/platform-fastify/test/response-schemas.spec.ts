import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import {
  type CallHandler,
  type Type as ClassType,
  Controller,
  type ExecutionContext,
  Get,
  HttpCode,
  type LoggerService,
  Module,
  type NestInterceptor,
  NotFoundException,
  Post,
  Res,
  StreamableFile,
  UseInterceptors,
  Version,
  VersioningType,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { type } from 'arktype';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsDate, IsEnum, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { map } from 'rxjs';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { FastifyAdapter, type NestFastifyApplication, RouteSchema } from '../src/index.js';

const at = new Date('2026-01-02T03:04:05.678Z');
const cat = { id: 7, name: 'Tom', born: at, owner: { name: 'Ann', passwordHash: 'secret' }, passwordHash: 'secret' };
const sent = { id: 7, name: 'Tom', born: at.toISOString(), owner: { name: 'Ann' } };

class Owner {
  @IsString() name!: string;
}
class Cat {
  @IsInt() id!: number;
  @IsString() name!: string;
  @IsDate() born!: Date;
  @ValidateNested() owner!: Owner;
}

const zodCat = z.object({
  id: z.number().refine((id) => id > 0),
  name: z.string(),
  born: z.date(),
  owner: z.object({ name: z.string() }),
});

const SCHEMAS: [string, unknown][] = [
  ['Zod', zodCat],
  [
    'Valibot',
    v.object({
      id: v.pipe(
        v.number(),
        v.check((id) => id > 0),
      ),
      name: v.string(),
      born: v.date(),
      owner: v.object({ name: v.string() }),
    }),
  ],
  [
    'ArkType',
    type({ id: type.number.narrow((id) => id > 0), name: 'string', born: 'Date', owner: { name: 'string' } }),
  ],
  ['class-validator', Cat],
  [
    'JSON Schema made by Zod',
    z.toJSONSchema(
      z
        .object({ id: z.number(), name: z.string(), owner: z.object({ name: z.string() }) })
        .extend({ born: z.iso.datetime() }),
      { target: 'draft-7' },
    ),
  ],
  [
    'JSON Schema',
    {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        name: { type: 'string' },
        born: { type: 'string', format: 'date-time' },
        owner: { type: 'object', properties: { name: { type: 'string' } } },
      },
    },
  ],
];

class Log implements LoggerService {
  readonly errors: unknown[] = [];
  readonly warnings: unknown[] = [];
  log(): void {}
  warn(message: unknown): void {
    this.warnings.push(message);
  }
  error(message: unknown): void {
    this.errors.push(message);
  }
}

async function start(controller: ClassType, configure?: (app: NestFastifyApplication) => void) {
  @Module({ controllers: [controller] })
  class AppModule {}
  const log = new Log();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger: log,
    abortOnError: false,
  });
  onTestFinished(() => app.close());
  configure?.(app);
  await app.listen(0);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const request = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, options);
  return { request, json: async (path: string, options?: RequestInit) => (await request(path, options)).json(), log };
}

/** The handler result as it is sent under a schema. */
async function serialize(schema: unknown, result: unknown): Promise<unknown> {
  @Controller()
  class ResultController {
    @RouteSchema({ response: { '2xx': schema } }) @Get() find() {
      return result;
    }
  }
  return (await start(ResultController)).json('/');
}

describe.each(SCHEMAS)('a response schema of %s', (_library, schema) => {
  it('sends what it names, and nothing else', async () => {
    expect(await serialize(schema, cat)).toEqual(sent);
  });

  it('is sent for each element of a list', async () => {
    expect(await serialize([schema], [cat, cat])).toEqual([sent, sent]);
  });

  it('can be that of one media type', async () => {
    const contents = { description: 'a cat', content: { 'application/json': { schema } } };
    expect(await serialize(contents, cat)).toEqual(sent);
  });
});

describe('a response schema', () => {
  it('applies to each status that it is for, and not to the replies of filters', async () => {
    @Controller()
    class CatsController {
      @RouteSchema({ response: { '2xx': zodCat } }) @Post() create() {
        return cat;
      }
      @RouteSchema({ response: { '2xx': zodCat } }) @HttpCode(202) @Get('accepted') accepted() {
        return cat;
      }
      @RouteSchema({ response: { 200: zodCat } }) @Post('other') other() {
        return { id: 1, other: true };
      }
      @RouteSchema({ response: { '2xx': zodCat } }) @Get('missing') missing() {
        throw new NotFoundException({ id: 1, hint: 'no cat' });
      }
      @RouteSchema({ response: { 404: z.object({ hint: z.string() }) } }) @Get('hint') hint() {
        throw new NotFoundException({ id: 1, hint: 'no cat' });
      }
    }
    const { request, json } = await start(CatsController);
    const created = await request('/', { method: 'POST' });
    expect([created.status, await created.json()]).toEqual([201, sent]);
    const accepted = await request('/accepted');
    expect([accepted.status, await accepted.json()]).toEqual([202, sent]);
    expect(await json('/other', { method: 'POST' })).toEqual({ id: 1, other: true });
    expect(await json('/missing')).toEqual({ id: 1, hint: 'no cat' });
    expect(await json('/hint')).toEqual({ hint: 'no cat' });
  });

  it('that is for another status of success than that of the handler is named in a warning', async () => {
    const user = z.object({ id: z.number() });
    @Controller('users')
    class UsersController {
      @RouteSchema({ response: { 200: user, 404: user } }) @Post() create() {
        return cat;
      }
      @RouteSchema({ response: { 201: user } }) @Version('2') @HttpCode(202) @Post('later') later() {
        return cat;
      }
      @RouteSchema({ response: { 201: user } }) @Post('same') same() {
        return cat;
      }
      @RouteSchema({ response: { '2XX': user } }) @Post('any') any() {
        return cat;
      }
      @RouteSchema({ response: { 200: user, default: user } }) @Post('default') byDefault() {
        return cat;
      }
      @RouteSchema({ response: { 404: user } }) @Post('failure') failure() {
        return cat;
      }
      @RouteSchema({ body: { type: 'object' } }) @Post('request') request() {
        return cat;
      }
    }
    const { log } = await start(UsersController, (app) => void app.enableVersioning());
    expect(log.warnings).toEqual([
      expect.stringContaining('POST /users replies with 201, but has response schemas only for 200'),
      expect.stringContaining('POST /v2/users/later replies with 202, but has response schemas only for 201'),
    ]);
    expect(log.warnings[0]).toContain('PORTICO_FASTIFY_RESPONSE_STATUS');
  });

  it('applies to what interceptors return, and behind @Res({ passthrough: true })', async () => {
    class Wrap implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler) {
        return next.handle().pipe(map((data: object) => ({ ...data, name: 'Wrapped', token: 'secret' })));
      }
    }
    @Controller()
    class CatsController {
      @RouteSchema({ response: { '2xx': zodCat } }) @UseInterceptors(Wrap) @Get() find() {
        return cat;
      }
      @RouteSchema({ response: { '2xx': zodCat } }) @Get('passthrough') through(
        @Res({ passthrough: true }) reply: FastifyReply,
      ) {
        reply.header('x-cat', 'Tom');
        return cat;
      }
    }
    const { request, json } = await start(CatsController);
    expect(await json('/')).toEqual({ ...sent, name: 'Wrapped' });
    const reply = await request('/passthrough');
    expect([reply.headers.get('x-cat'), await reply.json()]).toEqual(['Tom', sent]);
  });

  it('leaves alone what is not JSON: strings, bytes, streams, files and nothing', async () => {
    const results: Record<string, unknown> = {
      string: 'text',
      bytes: Buffer.from('bytes'),
      stream: Readable.from(['stream']),
      file: new StreamableFile(Buffer.from('file')),
      null: null,
      undefined: undefined,
    };
    for (const [name, result] of Object.entries(results)) {
      @Controller()
      class ResultController {
        @RouteSchema({ response: { '2xx': zodCat } }) @Get() find() {
          return result;
        }
      }
      const { request } = await start(ResultController);
      const reply = await request('/');
      expect([name, reply.status, await reply.text()]).toEqual([
        name,
        200,
        result ? name.replace('string', 'text') : '',
      ]);
    }
  });

  it('gives HEAD the length of the reply to GET', async () => {
    @Controller()
    class CatsController {
      @RouteSchema({ response: { '2xx': zodCat } }) @Get() find() {
        return cat;
      }
    }
    const { request } = await start(CatsController);
    const head = await request('/', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(JSON.stringify(sent).length));
    expect(await head.text()).toBe('');
  });

  it('is that of the version of the request', async () => {
    @Controller()
    class CatsController {
      @RouteSchema({ response: { '2xx': z.object({ id: z.number() }) } }) @Version('1') @Get() one() {
        return cat;
      }
      @RouteSchema({ response: { '2xx': z.object({ name: z.string() }) } }) @Version('2') @Get() two() {
        return cat;
      }
      @Version('3') @Get() three() {
        return { all: true };
      }
    }
    const { json } = await start(CatsController, (app) => {
      app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });
    });
    const get = (version: string) => json('/', { headers: { 'x-version': version } });
    expect([await get('1'), await get('2'), await get('3')]).toEqual([{ id: 7 }, { name: 'Tom' }, { all: true }]);
  });

  it('may be recursive, in lists too', async () => {
    const zodTree = z.object({
      name: z.string(),
      get children() {
        return z.array(zodTree);
      },
    });
    class Tree {
      @IsString() name!: string;
      @IsArray() @ValidateNested({ each: true }) @Type(() => Tree) children!: Tree[];
    }
    const valibotTree: v.GenericSchema = v.object({ name: v.string(), children: v.array(v.lazy(() => valibotTree)) });
    const tree = { name: 'a', x: 1, children: [{ name: 'b', x: 1, children: [] }] };
    const expected = { name: 'a', children: [{ name: 'b', children: [] }] };
    for (const schema of [
      zodTree,
      valibotTree,
      type.module({ tree: { name: 'string', children: 'tree[]' } }).tree,
      Tree,
    ]) {
      expect(await serialize(schema, tree)).toEqual(expected);
      expect(await serialize([schema], [tree])).toEqual([expected]);
    }
  });

  it('may have optional, nullable and alternative properties, and any value where it says so', async () => {
    class Note {
      @IsOptional() @IsString() text?: string;
      @IsOptional() anything?: unknown;
    }
    const schema = z.object({
      text: z.string().nullable(),
      more: z.string().optional(),
      pet: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('cat'), lives: z.number() }),
        z.object({ kind: z.literal('dog'), name: z.string() }),
      ]),
      any: z.unknown(),
    });
    const pet = { kind: 'cat', lives: 9, chip: 'secret' };
    expect(await serialize(schema, { text: null, pet, any: { of: [1] } })).toEqual({
      text: null,
      pet: { kind: 'cat', lives: 9 },
      any: { of: [1] },
    });
    expect(await serialize(Note, { secret: 1 })).toEqual({});
    expect(await serialize(Note, { text: 'x', anything: [1] })).toEqual({ text: 'x', anything: [1] });
  });

  it('may have properties that are named like keywords of JSON Schema, in alternatives too', async () => {
    const named = z.object({ a: z.string() });
    const schema = z.object({ $schema: z.string(), default: named, enum: z.array(named), properties: named });
    const value = { a: 'x', secret: 1 };
    const result = { $schema: 's', default: value, enum: [value], properties: value, const: 'secret' };
    const expected = { $schema: 's', default: { a: 'x' }, enum: [{ a: 'x' }], properties: { a: 'x' } };
    expect(await serialize(schema, result)).toEqual(expected);
    expect(await serialize(z.union([z.object({ id: z.number() }), schema]), result)).toEqual(expected);
    expect(await serialize([schema], [result])).toEqual([expected]);
  });

  it('sends null for properties that @IsOptional() lets be null', async () => {
    enum Size {
      small = 'small',
    }
    class Toy {
      @IsString() name!: string;
    }
    class Box {
      @IsOptional() @IsInt() count?: number | null;
      @IsOptional() @IsString() label?: string | null;
      @IsOptional() @IsDate() packed?: Date | null;
      @IsOptional() @IsEnum(Size) size?: Size | null;
      @IsOptional() @IsBoolean() open?: boolean | null;
      @IsOptional() @IsString({ each: true }) tags?: string[] | null;
      @IsOptional() @ValidateNested() @Type(() => Toy) first?: Toy | null;
      @IsOptional() @ValidateNested({ each: true }) @Type(() => Toy) toys?: Toy[] | null;
    }
    class Shelf {
      @ValidateNested() @Type(() => Box) box!: Box;
    }
    const nulls = {
      count: null,
      label: null,
      packed: null,
      size: null,
      open: null,
      tags: null,
      first: null,
      toys: null,
    };
    expect(await serialize(Box, { ...nulls, secret: 1 })).toEqual(nulls);
    expect(await serialize([Shelf], [{ box: nulls }, { box: { first: { name: 'ball', secret: 1 } } }])).toEqual([
      { box: nulls },
      { box: { first: { name: 'ball' } } },
    ]);
  });

  it('fails the request with 500 if the handler result does not match, and the log says why', async () => {
    @Controller()
    class CatsController {
      @RouteSchema({ response: { '2xx': zodCat } }) @Get('cats/:id') find() {
        return { id: 1, secret: 'secret' };
      }
    }
    const { request, log } = await start(CatsController);
    const reply = await request('/cats/1');
    expect([reply.status, await reply.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
    expect(String(log.errors[0])).toMatch(
      /PORTICO_FASTIFY_RESPONSE_MISMATCH: The handler result of GET \/cats\/:id does not match the response schema: "name" is required/,
    );
  });

  it('calls the elements of a list its items in the log', async () => {
    @Controller()
    class PetsController {
      @RouteSchema({ response: { '2xx': [z.union([zodCat, z.object({ tricks: z.array(z.string()) })])] } })
      @Get()
      find() {
        return [cat, { id: 'x' }];
      }
    }
    const { request, log } = await start(PetsController);
    expect((await request('/')).status).toBe(500);
    expect(String(log.errors[0])).toContain("The value of '#/items' does not match schema definition.");
  });
});

describe('a response schema without a complete JSON Schema fails at start-up:', () => {
  class Bare {
    name!: string;
  }
  it.each<[string, unknown, RegExp]>([
    ['a transformation', z.object({ owner: z.object({ name: z.string() }).transform((owner) => owner) }), /Transforms/],
    ['a bigint', z.object({ big: z.bigint(), at: z.date() }), /BigInt/],
    ['a transformation of Valibot', v.object({ a: v.pipe(v.string(), v.transform(Number)) }), /transform/],
    ['a bigint of ArkType', type({ a: 'bigint' }), /bigint/],
    ['a class without rules', Bare, /Bare has no rules/],
    ['a list of them', [Bare], /Bare has no rules/],
    [
      'an unknown library',
      { '~standard': { version: 1, vendor: 'mine', validate: (value: unknown) => ({ value }) } },
      /"mine" does not implement Standard JSON Schema/,
    ],
  ])('%s', async (_what, schema, why) => {
    @Controller('cats')
    class CatsController {
      @RouteSchema({ response: { 200: schema } }) @Get(':id') find() {}
    }
    const started = start(CatsController);
    await expect(started).rejects.toThrow(/PORTICO_FASTIFY_ROUTE_SCHEMA: .* status 200 of GET \/cats\/:id /);
    await expect(started).rejects.toThrow(why);
  });
});

it.each<[string, unknown]>([
  ['Zod', zodCat],
  ['class-validator', Cat],
])('a schema of %s for requests fails at start-up, because Fastify would validate nothing', async (_library, body) => {
  @Controller('cats')
  class CatsController {
    @RouteSchema({ body }) @Post() create() {}
  }
  await expect(start(CatsController)).rejects.toThrow(
    /PORTICO_FASTIFY_ROUTE_SCHEMA: The schema for the body of POST \/cats is a class or a schema of a library/,
  );
});

it('gives the schemas unchanged to a serializer compiler of the application', async () => {
  @Controller()
  class CatsController {
    @RouteSchema({ response: { 200: zodCat } }) @Get() find() {
      return cat;
    }
  }
  const { json } = await start(CatsController, (app) => {
    app
      .getHttpAdapter()
      .getInstance()
      .setSerializerCompiler(
        ({ schema }) =>
          () =>
            JSON.stringify({ isUnchanged: (schema as unknown) === zodCat }),
      );
  });
  expect(await json('/')).toEqual({ isUnchanged: true });
});
