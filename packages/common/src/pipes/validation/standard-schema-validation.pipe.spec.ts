import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  HttpException,
  type StandardSchemaIssue,
  type StandardSchemaV1,
  StandardSchemaValidationPipe,
  type StandardSchemaValidationPipeOptions,
} from '../../index.js';
import { letsThrough } from '../noop-transform.js';

const schema = z.object({ name: z.string(), age: z.coerce.number().default(1) });

const validate = (value: unknown, options?: StandardSchemaValidationPipeOptions, metadata = {}) =>
  new StandardSchemaValidationPipe(options).transform(value, { type: 'body', schema, ...metadata });

const failing = (...issues: StandardSchemaIssue[]): StandardSchemaV1 => ({
  '~standard': { version: 1, vendor: 'test', validate: async () => ({ issues }) },
});

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof HttpException ? error.getResponse() : error),
  );

describe('StandardSchemaValidationPipe', () => {
  it('returns the output of the schema, or the value', async () => {
    expect(await validate({ name: 'Tom', age: '3' })).toEqual({ name: 'Tom', age: 3 });
    expect(await validate({ name: 'Tom' }, { transform: false })).toEqual({ name: 'Tom' });
  });

  it('does not validate arguments without a schema, and custom ones only if the option says so', async () => {
    expect(await validate(5, {}, { schema: undefined })).toBe(5);
    expect(await validate(5, {}, { type: 'custom' })).toBe(5);
    expect(await refusal(validate(5, { validateCustomDecorators: true }, { type: 'custom' }))).toMatchObject({
      statusCode: 400,
    });
  });

  it('reports the path of each issue', async () => {
    const issues = [
      { message: 'bad', path: ['a', { key: 'b' }, 0] },
      { message: 'worse' },
      { message: 'worst', path: [] },
    ];
    expect(await refusal(validate({}, {}, { schema: failing(...issues) }))).toEqual({
      message: ['a.b.0: bad', 'worse', 'worst'],
      error: 'Bad Request',
      statusCode: 400,
    });
  });

  it('uses the status, the exception and the library options', async () => {
    expect(await refusal(validate({}, { errorHttpStatusCode: 422 }))).toMatchObject({ statusCode: 422 });
    expect(await refusal(validate({}, { exceptionFactory: (issues) => new Error(`${issues.length} wrong`) }))).toEqual(
      new Error('1 wrong'),
    );
    let seen: unknown;
    const spying: StandardSchemaV1 = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value, options) => {
          seen = options;
          return { value };
        },
      },
    };
    await validate({}, { validateOptions: { libraryOptions: { a: 1 } } }, { schema: spying });
    expect(seen).toEqual({ libraryOptions: { a: 1 } });
  });

  it('prevents prototype pollution', async () => {
    const body = JSON.parse('{"name":"Tom","__proto__":{"x":1}}') as object;
    await validate(body, { transform: false });
    expect(Object.hasOwn(body, '__proto__')).toBe(false);
  });

  it('declares which arguments it does not change', () => {
    expect(letsThrough(new StandardSchemaValidationPipe(), { type: 'body' })).toBe(true);
    expect(letsThrough(new StandardSchemaValidationPipe(), { type: 'body', schema })).toBe(false);
  });
});
