import { Exclude, Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, MinLength, ValidateNested } from 'class-validator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isFrameworkError } from '../../errors/framework-error.js';
import {
  type ArgumentMetadata,
  HttpException,
  type ValidationError,
  ValidationPipe,
  type ValidationPipeOptions,
} from '../../index.js';
import { letsThrough } from '../noop-transform.js';

class Collar {
  @IsInt() length!: number;
}
class Cat {
  @MinLength(3) @IsString() name!: string;
  @IsOptional() @IsInt() age?: number;
  @IsOptional() @ValidateNested() @Type(() => Collar) collar?: Collar;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => Collar) spare?: Collar[];
}
class Lenient {
  @IsOptional() @IsInt() age?: number;
}
class Plain {}
class Shouting {
  @IsString() @Transform(({ value }) => `${value}!`) name!: string;
  @Exclude() secret?: string;
}

const BODY: ArgumentMetadata = { type: 'body', metatype: Cat };

function validate(value: unknown, options?: ValidationPipeOptions, metadata = BODY): Promise<any> {
  return new ValidationPipe(options).transform(value, metadata);
}

async function refusal(value: unknown, options?: ValidationPipeOptions, metadata = BODY): Promise<unknown> {
  try {
    return { passed: await validate(value, options, metadata) };
  } catch (error) {
    return error instanceof HttpException ? error.getResponse() : error;
  }
}

const messages = async (value: unknown, options?: ValidationPipeOptions, metadata = BODY) =>
  ((await refusal(value, options, metadata)) as { message: unknown }).message;

describe('ValidationPipe', () => {
  it('returns a valid value unchanged, or as an instance', async () => {
    const cat = { name: 'Tomcat', unknown: 1 };
    expect(await validate(cat)).toBe(cat);
    expect(await validate(cat, { transform: true })).toEqual(Object.assign(new Cat(), cat));
    expect(await validate(cat, { transform: true })).toBeInstanceOf(Cat);
  });

  it('throws 400 with the messages of all violated rules', async () => {
    expect(await refusal({ name: 5, age: 'x' })).toEqual({
      message: [
        'name must be a string',
        'name must be longer than or equal to 3 characters',
        'age must be an integer number',
      ],
      error: 'Bad Request',
      statusCode: 400,
    });
  });

  it('prefixes messages of nested objects with their path', async () => {
    expect(
      await messages({ name: 'Tomcat', collar: { length: 'x' }, spare: [{ length: 1 }, { length: 'y' }] }),
    ).toEqual(['collar.length must be an integer number', 'spare.1.length must be an integer number']);
  });

  it('groups messages by property', async () => {
    expect(await messages({ name: 5, collar: { length: 'x' } }, { errorFormat: 'grouped' })).toEqual({
      name: ['name must be a string', 'name must be longer than or equal to 3 characters'],
      'collar.length': ['length must be an integer number'],
    });
  });

  it('limits the number of messages', async () => {
    const omitted = 'Further validation errors were omitted';
    expect(await messages({ name: 5, age: 'x' }, { maxErrorMessagesLength: 20 })).toEqual([
      'name must be a string',
      omitted,
    ]);
    expect(await messages({ name: 5, age: 'x' }, { maxErrorMessagesLength: 20, errorFormat: 'grouped' })).toEqual({
      name: ['name must be a string'],
      '...': [omitted],
    });
    for (const value of [Number.NaN, -1]) {
      expect(() => new ValidationPipe({ maxErrorMessagesLength: value })).toThrow(
        'PORTICO_INVALID_NUMBER: ValidationPipe sets maxErrorMessagesLength to',
      );
    }
  });

  it('removes or rejects unknown properties', async () => {
    expect(await validate({ name: 'Tomcat', extra: 1 }, { whitelist: true })).toEqual({ name: 'Tomcat' });
    expect(await messages({ name: 'Tomcat', extra: 1 }, { whitelist: true, forbidNonWhitelisted: true })).toEqual([
      'property extra should not exist',
    ]);
    expect(await validate({ a: 1 }, { whitelist: true }, { type: 'body', metatype: Plain })).toEqual({});
  });

  it('omits the messages and uses another status if the options say so', async () => {
    expect(await refusal({}, { disableErrorMessages: true })).toEqual({ message: 'Bad Request', statusCode: 400 });
    expect(await refusal({}, { errorHttpStatusCode: 422 })).toMatchObject({
      statusCode: 422,
      error: 'Unprocessable Entity',
    });
  });

  it('passes the errors to the exception factory without targets and values of parents', async () => {
    const seen: ValidationError[][] = [];
    const exceptionFactory = (errors: ValidationError[]) => {
      seen.push(errors);
      return new Error('own');
    };
    await expect(validate({ name: 5, collar: { length: 'x' } }, { exceptionFactory })).rejects.toThrow('own');
    expect(seen[0]).toMatchObject([
      { property: 'name', value: 5 },
      { property: 'collar', children: [{ property: 'length', value: 'x' }] },
    ]);
    expect(seen[0]?.every((error) => error.target === undefined)).toBe(true);
    expect(seen[0]?.[1]?.value).toBeUndefined();
    await expect(validate({ name: 5 }, { exceptionFactory: async () => new Error('later') })).rejects.toThrow('later');
  });

  it.each([undefined, null, 'text', 5, [], [{ name: 5 }], Buffer.from('x')])(
    'validates %o against the class, too',
    async (value) => {
      expect(await messages(value)).toEqual(expect.arrayContaining(['name must be a string']));
    },
  );

  it('requires an object for a class without required properties', async () => {
    const metadata: ArgumentMetadata = { type: 'body', metatype: Lenient };
    for (const value of ['text', 5, true, [{ age: 1 }], Buffer.from('x')]) {
      expect(await messages(value, { transform: true }, metadata)).toEqual(['Validation failed (object is expected)']);
    }
    expect(await validate(undefined, {}, metadata)).toBeUndefined();
    expect(await validate(null, {}, metadata)).toBeNull();
    expect(await validate(undefined, { transform: true }, metadata)).toBeInstanceOf(Lenient);
    expect(await validate('id', { transform: true }, { type: 'param', metatype: Plain })).toBe('id');
  });

  it('does not validate types without rules, and custom decorators only if the option says so', async () => {
    for (const metatype of [String, Number, Boolean, Array, Object, Buffer, Date]) {
      expect(await validate({ a: 1 }, { transform: true }, { type: 'body', metatype })).toEqual({ a: 1 });
    }
    expect(await validate({ a: 1 }, {}, { type: 'body' })).toEqual({ a: 1 });
    expect(await validate({}, {}, { type: 'custom', metatype: Cat })).toEqual({});
    expect(await messages({}, { validateCustomDecorators: true }, { type: 'custom', metatype: Cat })).toHaveLength(2);
  });

  it('validates against the expected type instead of the declared one', async () => {
    expect(await messages({}, { expectedType: Cat }, { type: 'body', metatype: Object })).toHaveLength(2);
  });

  it.each([
    [Number, '5', 5],
    [Number, 'x', Number.NaN],
    [Boolean, 'true', true],
    [Boolean, 'false', false],
    [Boolean, 'x', false],
    [String, 5, '5'],
    [Number, undefined, undefined],
    [Boolean, undefined, undefined],
  ])('converts a named %o parameter %o to %o', async (metatype, value, expected) => {
    const named: ArgumentMetadata = { type: 'query', metatype: metatype as never, data: 'key' };
    expect(await validate(value, { transform: true }, named)).toEqual(expected);
    expect(await validate(value, {}, named)).toEqual(value);
    expect(await validate(value, { transform: true }, { ...named, data: undefined })).toEqual(value);
    expect(await validate(value, { transform: true }, { ...named, type: 'body' })).toEqual(value);
  });

  it('transforms only if the option says so', async () => {
    const metadata: ArgumentMetadata = { type: 'body', metatype: Shouting };
    expect(await validate({ name: 'a', secret: 's' }, {}, metadata)).toEqual({ name: 'a', secret: 's' });
    expect(await validate({ name: 'a', secret: 's' }, { transform: true }, metadata)).toEqual(
      Object.assign(new Shouting(), { name: 'a!' }),
    );
  });

  it('prevents prototype pollution', async () => {
    const body = JSON.parse(
      '{"name":"Tomcat","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
    ) as object;
    const cat = (await validate(body, { transform: true })) as Record<string, unknown>;
    expect(cat['admin']).toBeUndefined();
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(Object.hasOwn(body, '__proto__')).toBe(false);
  });

  it('declares which arguments it does not change', () => {
    const metadata: ArgumentMetadata = { type: 'query', metatype: String, data: 'a' };
    expect(letsThrough(new ValidationPipe(), metadata)).toBe(true);
    expect(letsThrough(new ValidationPipe(), BODY)).toBe(false);
    expect(letsThrough(new ValidationPipe({ transform: true }), metadata)).toBe(false);
    expect(letsThrough(new ValidationPipe({ expectedType: Cat }), metadata)).toBe(false);
    class Own extends ValidationPipe {
      override async transform(value: unknown) {
        return value;
      }
    }
    expect(letsThrough(new Own(), metadata)).toBe(false);
  });

  it('uses custom packages', async () => {
    const validatorPackage = { validate: async () => [{ property: 'x', constraints: { rule: 'broken' } }] };
    const transformerPackage = {
      plainToInstance: (_type: unknown, plain: unknown) => plain as never,
      classToPlain: () => ({}),
    };
    expect(await messages({}, { validatorPackage, transformerPackage })).toEqual(['broken']);
  });

  it('calls overridden members of subclasses', async () => {
    class Own extends ValidationPipe {
      override createExceptionFactory() {
        return (errors: ValidationError[] = []) => new Error(this.flattenValidationErrors(errors).join('|'));
      }
    }
    await expect(new Own().transform({ name: 5, collar: { length: 'q' } }, BODY)).rejects.toThrow(
      'name must be a string|name must be longer than or equal to 3 characters|collar.length must be an integer number',
    );
  });
});

describe('optional packages', () => {
  afterEach(() => {
    vi.doUnmock('../packages/optional-package.js');
    vi.resetModules();
  });

  it('are reported with the command that installs them', async () => {
    const { assertInstalled, importOptionalPackage } = await import('../../optional-packages/optional-package.js');
    const errorFor = (...names: string[]): unknown => {
      try {
        return assertInstalled(names, 'ValidationPipe');
      } catch (error) {
        return error;
      }
    };
    const one = errorFor('vitest', 'no-such-package-anywhere');
    expect(isFrameworkError(one)).toBe(true);
    expect(one).toMatchObject({
      code: 'PORTICO_PACKAGE_MISSING',
      message: expect.stringContaining(
        'ValidationPipe requires the package "no-such-package-anywhere", which is not installed',
      ),
      remedy: 'npm install no-such-package-anywhere',
    });
    expect(errorFor('no-such-package-anywhere', 'nor-this-one')).toMatchObject({
      code: 'PORTICO_PACKAGE_MISSING',
      message: expect.stringContaining(
        'ValidationPipe requires the packages "no-such-package-anywhere" and "nor-this-one", which are not installed',
      ),
      remedy: 'npm install no-such-package-anywhere nor-this-one',
    });
    expect(errorFor('vitest')).toBeUndefined();
    expect(await importOptionalPackage('no-such-package-anywhere')).toBeUndefined();
  });

  it('are loaded for the first value instead of with the pipe', async () => {
    const loaded: string[] = [];
    vi.doMock('../../optional-packages/optional-package.js', () => ({
      assertInstalled: () => undefined,
      loadOptionalPackage: (name: string) => {
        loaded.push(name);
        return { plainToInstance: (_type: unknown, plain: unknown) => plain, validate: async () => [] };
      },
    }));
    vi.resetModules();
    const { ValidationPipe: Fresh } = await import('./validation.pipe.js');
    const pipe = new Fresh();
    await pipe.transform('x', { type: 'query', metatype: String });
    expect(loaded).toEqual([]);
    await pipe.transform({}, BODY);
    expect(loaded.sort()).toEqual(['class-transformer', 'class-validator']);
  });
});
