import { type } from 'arktype';
import { Type } from 'class-transformer';
import { IsArray, IsDate, IsInt, IsString, MinLength, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { JsonSchemaError, type JsonSchemaSource, toJsonSchema } from './index.js';

/** Packages that look as if they were not installed, and files that cannot be loaded, with the error. */
const absent = vi.hoisted(() => new Set<string>());
const broken = vi.hoisted(() => new Map<string, Error>());

vi.mock('node:module', async (load) => {
  const actual = await load<typeof import('node:module')>();
  const createRequire: typeof actual.createRequire = (place) => {
    const require = actual.createRequire(place);
    const resolve = (name: string) => {
      if ([...absent].some((each) => name === each || name.startsWith(`${each}/`))) throw new Error('not found');
      return require.resolve(name);
    };
    const loadPackage = (name: string) => {
      const error = broken.get(name);
      if (error) throw error;
      return require(name);
    };
    return Object.assign(loadPackage, require, { resolve: Object.assign(resolve, require.resolve) });
  };
  return { ...actual, createRequire };
});

afterEach(() => {
  absent.clear();
  broken.clear();
});

const DATE = { type: 'string', format: 'date-time' };

class Owner {
  @IsString() name!: string;
}
class Cat {
  @IsInt() id!: number;
  @IsDate() born!: Date;
  @ValidateNested() @Type(() => Owner) owner!: Owner;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Cat) kittens!: Cat[];
}

/** A schema of a library that is not known. */
function foreign(jsonSchema?: object): JsonSchemaSource {
  return Object.assign(() => undefined, {
    '~standard': { version: 1, vendor: 'mine', validate: (value: unknown) => ({ value }), ...jsonSchema },
  });
}

function problemOf(convert: () => unknown): JsonSchemaError {
  try {
    convert();
  } catch (error) {
    if (error instanceof JsonSchemaError) return error;
    throw error;
  }
  throw new Error('It was converted.');
}

describe('schemas of libraries', () => {
  const dates: [string, JsonSchemaSource][] = [
    ['Zod', z.object({ name: z.string().min(2), born: z.date() })],
    ['Valibot', v.object({ name: v.pipe(v.string(), v.minLength(2)), born: v.date() })],
    ['ArkType', type({ name: 'string >= 2', born: 'Date' })],
  ];

  it.each(dates)('of %s describe a date of the output as it is written', (_library, source) => {
    const { schema, missing } = toJsonSchema(source, { direction: 'output' });
    expect(schema).toMatchObject({ properties: { name: { type: 'string', minLength: 2 }, born: DATE } });
    expect(missing).toBeUndefined();
  });

  it.each(dates)('of %s reject a date in the input, or omit it and say so', (_library, source) => {
    const { reason, code } = problemOf(() => toJsonSchema(source, { direction: 'input' }));
    expect([code, reason]).toEqual(['PORTICO_JSON_SCHEMA', expect.stringMatching(/date/i)]);
    const { schema, missing } = toJsonSchema(source, { direction: 'input', unsupported: 'omit' });
    expect(schema).toMatchObject({ properties: { name: { type: 'string' } } });
    expect(schema).not.toHaveProperty('properties.born.type');
    expect(missing?.reason).toBe(reason);
  });

  it.each<[string, JsonSchemaSource]>([
    ['Zod', z.object({ big: z.bigint(), born: z.date() })],
    ['Valibot', v.object({ big: v.bigint(), born: v.date() })],
    ['ArkType', type({ big: 'bigint', born: 'Date' })],
  ])('of %s omit a part of the output, and describe the rest', (_library, source) => {
    expect(problemOf(() => toJsonSchema(source, { direction: 'output' })).reason).toMatch(/bigint/i);
    const { schema, missing } = toJsonSchema(source, { direction: 'output', unsupported: 'omit' });
    expect(schema).toMatchObject({ properties: { big: {}, born: DATE } });
    expect(missing?.reason).toMatch(/bigint/i);
  });

  it('describe the side that is asked for', () => {
    const schema = z.object({ size: z.string().transform(Number).pipe(z.number()) });
    const sizes = (['input', 'output'] as const).map((direction) => toJsonSchema(schema, { direction }).schema);
    expect(sizes).toMatchObject([
      { properties: { size: { type: 'string' } } },
      { properties: { size: { type: 'number' } } },
    ]);
  });

  it('of versions of Zod without Standard JSON Schema are converted by Zod', () => {
    const earlier = (schema: z.ZodType) => {
      const { vendor, version, validate } = schema['~standard'];
      return Object.create(schema, { '~standard': { value: { vendor, version, validate } } });
    };
    expect(toJsonSchema(earlier(z.object({ at: z.date() })), { direction: 'output' }).schema).toMatchObject({
      properties: { at: DATE },
    });
    expect(() => toJsonSchema(earlier(z.bigint()), { direction: 'output' })).toThrow(/BigInt/);
    absent.add('zod');
    expect(() => toJsonSchema(earlier(z.string()), { direction: 'input' })).toThrow(/npm i zod@4/);
  });

  it.each<[string, object | undefined, RegExp]>([
    ['has no converter', undefined, /"mine" does not implement Standard JSON Schema/],
    ['returns a promise', { jsonSchema: { input: () => Promise.reject(new Error('late')) } }, /asynchronously/],
    ['returns something else', { jsonSchema: { input: () => 'text' } }, /not a JSON Schema/],
  ])('are rejected if the library %s', (_what, jsonSchema, reason) => {
    for (const unsupported of ['throw', 'omit'] as const) {
      const options = { direction: 'input', unsupported } as const;
      expect(problemOf(() => toJsonSchema(foreign(jsonSchema), options)).reason).toMatch(reason);
    }
  });

  it('are rejected with the error of the library as the cause', () => {
    const cause = new Error('not possible');
    const jsonSchema = {
      input() {
        throw cause;
      },
    };
    expect(problemOf(() => toJsonSchema(foreign({ jsonSchema }), { direction: 'input' }))).toMatchObject({
      reason: 'not possible',
      cause,
    });
  });

  it('may accept everything or nothing', () => {
    const always = (schema: boolean) =>
      toJsonSchema(foreign({ jsonSchema: { input: () => schema } }), { direction: 'input' });
    expect([always(true).schema, always(false).schema]).toEqual([{}, { not: {} }]);
  });
});

describe('classes', () => {
  it('are described with the classes to which they refer', () => {
    const { schema } = toJsonSchema(Cat, { direction: 'output' });
    expect(schema).toMatchObject({
      $ref: '#/definitions/Cat-0',
      definitions: {
        'Cat-0': {
          properties: {
            id: { type: 'integer' },
            born: DATE,
            owner: { $ref: '#/definitions/Owner-1' },
            kittens: { type: 'array', items: { $ref: '#/definitions/Cat-0' } },
          },
        },
        'Owner-1': { properties: { name: { type: 'string' } } },
      },
    });
  });

  it('refer to other classes as the caller wants', () => {
    const { schema } = toJsonSchema(Cat, {
      direction: 'input',
      referTo: ({ name }) => ({ $ref: `#/components/schemas/${name}` }),
    });
    expect(schema).toMatchObject({
      type: 'object',
      properties: {
        owner: { $ref: '#/components/schemas/Owner' },
        kittens: { items: { $ref: '#/components/schemas/Cat' } },
      },
    });
    expect(schema).not.toHaveProperty('definitions');
  });

  it('may have a property with the name of a keyword', () => {
    class Keywords {
      @MinLength(2) $ref!: string;
    }
    const { schema } = toJsonSchema(Keywords, { direction: 'input', referTo: () => ({}) });
    expect(schema).toMatchObject({ properties: { $ref: { type: 'string', minLength: 2 } } });
  });

  it('without rules are rejected, or described as any object', () => {
    class Bare {
      name!: string;
    }
    expect(() => toJsonSchema(Bare, { direction: 'output' })).toThrow(/The class Bare has no rules/);
    const referTo = () => ({});
    expect(toJsonSchema(Bare, { direction: 'input', unsupported: 'omit', referTo })).toEqual({
      schema: { type: 'object' },
    });
  });
});

describe('a package that is not installed', () => {
  it.each<[string, JsonSchemaSource, string]>([
    ['class-validator-jsonschema', Cat, 'class-validator-jsonschema'],
    ['class-validator', Cat, 'class-validator class-validator-jsonschema'],
    ['@valibot/to-json-schema', v.object({}), '@valibot/to-json-schema'],
  ])('is named, with the command that installs it: %s', (name, source, install) => {
    absent.add(name);
    expect(problemOf(() => toJsonSchema(source, { direction: 'output' })).remedy).toBe(`Install it: npm i ${install}`);
  });

  it('leaves the class undescribed with "omit"', () => {
    absent.add('class-validator-jsonschema');
    const { schema, missing } = toJsonSchema(Owner, { direction: 'input', unsupported: 'omit', referTo: () => ({}) });
    expect(schema).toEqual({ type: 'object' });
    expect(missing?.reason).toMatch(/nothing is known of the class Owner/);
  });

  it('can be class-transformer: then the compiler has emitted the types', () => {
    absent.add('class-transformer');
    class Emitted {
      @ValidateNested() owner!: Owner;
    }
    const { schema } = toJsonSchema(Emitted, { direction: 'output' });
    expect(schema).toMatchObject({ definitions: { 'Owner-1': { properties: { name: { type: 'string' } } } } });
  });
});

describe('a package that cannot be loaded is not taken for one that is not installed', () => {
  const STORAGE = 'class-transformer/cjs/storage.js';

  it('if loading it fails', () => {
    // The package is there, and something that it needs is not.
    const cause = Object.assign(new Error("Cannot find module 'tslib'"), { code: 'MODULE_NOT_FOUND' });
    broken.set(STORAGE, cause);
    const error = problemOf(() => toJsonSchema(Cat, { direction: 'output' }));
    expect(error).toMatchObject({
      code: 'PORTICO_JSON_SCHEMA',
      cause,
      remedy: expect.stringContaining('npm i class-transformer'),
    });
    expect(error.reason).toMatch(/class-transformer is installed, but cannot be loaded: Cannot find module 'tslib'/);
  });

  it('if it has another structure', () => {
    absent.add(STORAGE);
    expect(problemOf(() => toJsonSchema(Cat, { direction: 'output' })).reason).toBe(
      `The installed version of the package class-transformer has no file ${STORAGE}.`,
    );
  });

  it('but omitted with a reason, if parts may be missing', () => {
    broken.set(STORAGE, new Error('broken'));
    const { schema, missing } = toJsonSchema(Owner, { direction: 'input', unsupported: 'omit', referTo: () => ({}) });
    expect(schema).toMatchObject({ properties: { name: { type: 'string' } } });
    expect(missing?.reason).toMatch(/class-transformer is installed, but cannot be loaded: broken/);
  });
});

it('reports a reference to a class that no property has', () => {
  class Loose {
    @IsString() @JSONSchema({ $ref: '#/classes/Other' }) other!: string;
  }
  const { reason, remedy } = problemOf(() => toJsonSchema(Loose, { direction: 'output' }));
  expect([reason, remedy]).toEqual([
    'A property of Loose refers to a class that is not known.',
    expect.stringContaining('@Type(() => Class)'),
  ]);
});
