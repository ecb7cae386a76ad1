import { type BodyType, defineMessages, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { type } from 'arktype';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Max, ValidateNested } from 'class-validator';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeGateways } from '../application.fixture.js';
import type { AsyncApiDocumentOptions } from '../async-api-options.js';
import type { JsonSchema } from '../json-schema.js';

/** Returns the description of a body, and the warnings. */
async function describeBody(body: BodyType, options: AsyncApiDocumentOptions = {}) {
  const contract = defineMessages({ say: { body } });
  @WebSocketGateway()
  class ChatGateway {
    @SubscribeMessage(contract.say) say() {}
  }
  const { document, warnings } = await describeGateways([ChatGateway], options);
  const data = document.channels['chat']?.messages['say']?.['x-portico'].data;
  const name = data?.$ref?.split('/').at(-1) ?? '';
  const schemas: Readonly<Record<string, JsonSchema>> = document.components.schemas ?? {};
  return { data, schema: schemas[name], schemas, warnings, text: JSON.stringify(document) };
}

/** Creates a schema of an unknown library. */
function foreign(jsonSchema?: object): BodyType {
  return {
    '~standard': { version: 1, vendor: 'mine', validate: (value: unknown) => ({ value }), ...jsonSchema },
  } as BodyType;
}

const PERSON = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'number' } },
  required: ['name'],
};

describe('schemas of', () => {
  it.each<[string, BodyType]>([
    ['zod', z.object({ name: z.string(), age: z.number().optional() })],
    ['valibot', v.object({ name: v.string(), age: v.optional(v.number()) })],
    ['arktype', type({ name: 'string', 'age?': 'number' })],
  ])('%s are described', async (_name, body) => {
    const { schema, warnings } = await describeBody(body);
    expect(schema).toMatchObject(PERSON);
    expect(schema).not.toHaveProperty('$schema');
    expect(warnings).toEqual([]);
  });

  it('class-validator are described, with the classes to which they refer', async () => {
    class Author {
      @IsString() name!: string;
      @IsOptional() @ValidateNested() @Type(() => Author) friend?: Author;
    }
    class Review {
      @IsInt() @Max(5) stars!: number;
      @ValidateNested() @Type(() => Author) author!: Author;
      @IsArray() @ValidateNested({ each: true }) @Type(() => Author) readers!: Author[];
    }
    const { data, schemas, warnings } = await describeBody(Review);
    expect(warnings).toEqual([]);
    expect(data).toEqual({ $ref: '#/components/schemas/Review' });
    expect(schemas['Review']).toMatchObject({
      type: 'object',
      properties: {
        stars: { type: 'integer', maximum: 5 },
        author: { $ref: '#/components/schemas/Author' },
        readers: { type: 'array', items: { $ref: '#/components/schemas/Author' } },
      },
    });
    expect(schemas['Author']).toMatchObject({ properties: { friend: { $ref: '#/components/schemas/Author' } } });
  });

  it('two classes with the same name have separate descriptions', async () => {
    const one = class Same {
      text!: string;
    };
    IsString()(one.prototype, 'text');
    const other = class Same {
      nested!: object;
    };
    ValidateNested()(other.prototype, 'nested');
    Type(() => one)(other.prototype, 'nested');
    const { schemas } = await describeBody(other);
    expect(schemas['Same']).toMatchObject({ properties: { nested: { $ref: '#/components/schemas/Same_2' } } });
    expect(schemas['Same_2']).toMatchObject({ properties: { text: { type: 'string' } } });
  });

  it('void types are omitted', async () => {
    for (const nothing of [z.void(), z.undefined(), v.undefined(), type('undefined')]) {
      const { data, warnings } = await describeBody(nothing as BodyType);
      expect([data, warnings]).toEqual([undefined, []]);
    }
  });

  it('messages of clients are described by the input of the schema instead of its output', async () => {
    const { schema } = await describeBody(
      z.object({
        name: z
          .string()
          .default('x')
          .transform((name) => name.length),
      }),
    );
    expect(schema).toMatchObject({ properties: { name: { type: 'string' } } });
    expect(schema?.required ?? []).toEqual([]);
  });
});

describe('recursive schemas', () => {
  it.each<[string, () => BodyType]>([
    [
      'zod',
      () => {
        const tree = z.object({
          name: z.string(),
          get children() {
            return z.array(tree);
          },
        });
        return tree;
      },
    ],
    [
      'zod, inside of another schema',
      () => {
        const tree = z.object({
          get children() {
            return z.array(tree);
          },
        });
        return z.object({ tree, other: tree });
      },
    ],
    [
      'valibot',
      () => {
        const tree: v.GenericSchema = v.object({ children: v.array(v.lazy(() => tree)) });
        return tree;
      },
    ],
    ['arktype', () => type.module({ tree: { 'children?': 'tree[]' } }).tree],
  ])('of %s refer to themselves', async (_name, create) => {
    const { warnings, text, schemas } = await describeBody(create());
    expect(warnings).toEqual([]);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"/]+)/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(2);
    for (const name of references) expect(Object.keys(schemas)).toContain(name);
    expect(text).not.toMatch(/"\$ref":"#(\/definitions|\/\$defs|")/);
  });
});

describe('schemas that cannot be described', () => {
  it.each<[string, BodyType, RegExp]>([
    ['have no converter', foreign(), /library "mine" does not implement Standard JSON Schema/],
    [
      'throw',
      foreign({
        jsonSchema: {
          input() {
            throw new Error('not possible');
          },
        },
      }),
      /not possible/,
    ],
    ['are asynchronous', foreign({ jsonSchema: { input: () => Promise.reject(new Error('late')) } }), /asynchronously/],
    ['become no schema', foreign({ jsonSchema: { input: () => 'string' } }), /not a JSON Schema/],
    [
      'contain themselves',
      foreign({
        jsonSchema: {
          input() {
            const schema: Record<string, unknown> = { type: 'object' };
            schema['properties'] = { self: schema };
            return schema;
          },
        },
      }),
      /levels deep/,
    ],
  ])('%s', async (_why, body, message) => {
    const { schema, warnings } = await describeBody(body);
    expect(warnings.map(({ code }) => code)).toEqual(['PORTICO_ASYNCAPI_SCHEMA']);
    expect(warnings[0]?.message).toMatch(message);
    expect(warnings[0]?.message).toContain('The message "say" of ChatGateway.say()');
    expect(schema).toEqual({ description: 'The schema of this data cannot be described.' });
  });

  it('are huge', async () => {
    const entries = Array.from({ length: 500 }, (_, index) => [`p${index}`, z.object({ a: z.string() })] as const);
    const huge = z.object(Object.fromEntries(entries));
    const { warnings } = await describeBody(huge, { maxSchemaSize: 1_000 });
    expect(warnings[0]?.message).toMatch(/more than 1000 objects/);
    expect((await describeBody(huge)).warnings).toEqual([]);
    await expect(describeBody(huge, { maxSchemaSize: Number.NaN })).rejects.toThrow('PORTICO_INVALID_NUMBER');
  });

  it.each<[string, BodyType]>([
    ['zod', z.object({ name: z.string(), at: z.date(), big: z.bigint() })],
    ['valibot', v.object({ name: v.string(), at: v.date(), big: v.bigint() })],
  ])('in part, by %s, are described in part', async (_name, body) => {
    const { schema, warnings } = await describeBody(body);
    expect(warnings.map(({ code }) => code)).toEqual(['PORTICO_ASYNCAPI_SCHEMA']);
    expect(schema).toMatchObject({ type: 'object', properties: { name: { type: 'string' } } });
  });

  it('asynchronously are described: only their validation is asynchronous', async () => {
    const { schema, warnings } = await describeBody(z.object({ name: z.string().refine(async () => true) }));
    expect([schema?.type, warnings]).toEqual(['object', []]);
  });

  it('can be described by the application', async () => {
    const { schema, warnings } = await describeBody(foreign(), {
      convertSchema: () => ({ type: 'object', properties: { next: { $ref: '#' } } }),
    });
    expect(warnings).toEqual([]);
    expect(schema).toEqual({ type: 'object', properties: { next: { $ref: '#/components/schemas/SayBody' } } });
  });

  it('keep properties that are called as keywords are', async () => {
    const body = z.object({ $ref: z.string(), definitions: z.number(), id: z.string(), default: z.string() });
    const { schema } = await describeBody(body);
    expect(Object.keys(schema?.properties ?? {})).toEqual(['$ref', 'definitions', 'id', 'default']);
  });
});
