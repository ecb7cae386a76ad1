import { describe, expect, it } from 'vitest';
import {
  DefaultValuePipe,
  HttpException,
  ParseBoolPipe,
  ParseDatePipe,
  ParseEnumPipe,
  ParseFloatPipe,
  ParseIntPipe,
  ParseUUIDPipe,
  type PipeTransform,
} from '../../index.js';

const QUERY = { type: 'query' } as const;

function refusal(pipe: PipeTransform, value: unknown): unknown {
  try {
    pipe.transform(value, QUERY);
  } catch (error) {
    return error instanceof HttpException ? error.getResponse() : error;
  }
  return undefined;
}

const badRequest = (message: string) => ({ message, error: 'Bad Request', statusCode: 400 });

describe('ParseIntPipe', () => {
  it.each([
    ['5', 5],
    ['-3', -3],
    ['05', 5],
    [5, 5],
  ])('converts %o to a number', (value, expected) => {
    expect(new ParseIntPipe().transform(value as string)).toBe(expected);
  });

  it.each([
    '5.5',
    'abc',
    '',
    ' 5',
    '5 ',
    '+5',
    '0x10',
    '1e3',
    5.5,
    null,
    undefined,
    true,
    [],
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('rejects %o', (value) => {
    expect(refusal(new ParseIntPipe(), value)).toEqual(badRequest('Validation failed (numeric string is expected)'));
  });
});

describe('ParseFloatPipe', () => {
  it.each([
    ['5', 5],
    ['-3.2', -3.2],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    [5.5, 5.5],
  ])('converts %o to a number', (value, expected) => {
    expect(new ParseFloatPipe().transform(value as string)).toBe(expected);
  });

  it.each(['abc', '', ' 5', '0x10', 'Infinity', '1_0', null, undefined, true, '1e999'])('rejects %o', (value) => {
    expect(refusal(new ParseFloatPipe(), value)).toEqual(badRequest('Validation failed (numeric string is expected)'));
  });
});

describe('ParseBoolPipe', () => {
  it.each([
    ['true', true],
    ['false', false],
    [true, true],
    [false, false],
  ])('converts %o to a boolean', (value, expected) => {
    expect(new ParseBoolPipe().transform(value)).toBe(expected);
  });

  it.each(['1', '', null, undefined, 'TRUE', 1, 0])('rejects %o', (value) => {
    expect(refusal(new ParseBoolPipe(), value)).toEqual(badRequest('Validation failed (boolean string is expected)'));
  });
});

describe('ParseUUIDPipe', () => {
  const ofVersion = (digit: string) => `f47ac10b-58cc-${digit}372-a567-0e02b2c3d479`;

  it.each(['1', '2', '3', '4', '5', '6', '7', '8'] as const)('supports version %s', (version) => {
    const other = version === '1' ? '2' : '1';
    expect(new ParseUUIDPipe({ version }).transform(ofVersion(version))).toBe(ofVersion(version));
    expect(new ParseUUIDPipe().transform(ofVersion(version).toUpperCase())).toBe(ofVersion(version).toUpperCase());
    expect(refusal(new ParseUUIDPipe({ version }), ofVersion(other))).toEqual(
      badRequest(`Validation failed (uuid v ${version} is expected)`),
    );
  });

  it('accepts the nil and the max UUID if no version is configured', () => {
    for (const uuid of ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
      expect(new ParseUUIDPipe().transform(uuid)).toBe(uuid);
    }
  });

  it('rejects other texts, other variants, and values that are not strings', () => {
    expect(refusal(new ParseUUIDPipe(), 'abc')).toEqual(badRequest('Validation failed (uuid is expected)'));
    expect(refusal(new ParseUUIDPipe({ version: 'all' }), 'abc')).toEqual(
      badRequest('Validation failed (uuid is expected)'),
    );
    expect(refusal(new ParseUUIDPipe(), 'f47ac10b-58cc-4372-c567-0e02b2c3d479')).toEqual(
      badRequest('Validation failed (uuid is expected)'),
    );
    expect(refusal(new ParseUUIDPipe(), 5)).toEqual(badRequest('The value passed as UUID is not a string'));
  });
});

describe('ParseEnumPipe', () => {
  enum Colour {
    Red = 'red',
    Blue = 'blue',
  }
  enum Size {
    Small,
    Large,
  }

  it('accepts values, and converts those of numeric enums to numbers', () => {
    expect(new ParseEnumPipe(Colour).transform('red' as never)).toBe('red');
    expect(new ParseEnumPipe(Size).transform('1' as never)).toBe(Size.Large);
    expect(new ParseEnumPipe(Size).transform(0 as never)).toBe(Size.Small);
  });

  it.each(['Red', 'green', '', undefined, null, 'toString', ['red']])('rejects %o', (value) => {
    expect(refusal(new ParseEnumPipe(Colour), value)).toEqual(
      badRequest('Validation failed (enum string is expected)'),
    );
  });

  it('rejects a number that equals a text value', () => {
    expect(refusal(new ParseEnumPipe({ Seven: '7' }), 7)).toBeDefined();
    expect(new ParseEnumPipe({ Seven: '7' }).transform('7' as never)).toBe('7');
  });

  it('rejects the names of a numeric enum, and requires an enum', () => {
    expect(refusal(new ParseEnumPipe(Size), 'Small')).toBeDefined();
    expect(() => new ParseEnumPipe(undefined)).toThrow('requires "enumType"');
  });
});

describe('ParseDatePipe', () => {
  it('converts texts and milliseconds to dates', () => {
    expect(new ParseDatePipe().transform('2020-01-01')).toEqual(new Date('2020-01-01'));
    expect(new ParseDatePipe().transform(0)).toEqual(new Date(0));
  });

  it.each([
    'x',
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-02-30T00:00:00Z',
    '2023-02-29',
    true,
    {},
    Object.create(null),
    ['1'],
    10n,
  ])('rejects %o', (value) => {
    expect(refusal(new ParseDatePipe(), value)).toEqual(badRequest('Validation failed (invalid date format)'));
  });

  it('supports leap years', () => {
    expect(new ParseDatePipe().transform('2024-02-29')).toEqual(new Date('2024-02-29'));
  });

  it('does not use the default for an empty text', () => {
    const pipe = new ParseDatePipe({ default: () => new Date(5) });
    expect(refusal(pipe, '')).toEqual(badRequest('Validation failed (no Date provided)'));
  });

  it.each([null, undefined])('requires a date if the value is %o, unless there is a default', (value) => {
    expect(refusal(new ParseDatePipe(), value)).toEqual(badRequest('Validation failed (no Date provided)'));
    expect(new ParseDatePipe({ default: () => new Date(5) }).transform(value)).toEqual(new Date(5));
  });
});

describe('options that all share', () => {
  const pipes = [ParseIntPipe, ParseFloatPipe, ParseBoolPipe, ParseUUIDPipe, ParseDatePipe] as const;

  it.each(pipes.map((Pipe) => [Pipe.name, Pipe] as const))(
    '%s: optional, errorHttpStatusCode, exceptionFactory',
    (_name, Pipe) => {
      const optional = new Pipe({ optional: true }) as PipeTransform;
      expect(optional.transform(undefined, QUERY)).toBeUndefined();
      expect(optional.transform(null, QUERY)).toBeNull();
      expect(refusal(new Pipe({ errorHttpStatusCode: 406 }) as PipeTransform, 'x')).toMatchObject({
        statusCode: 406,
        error: 'Not Acceptable',
      });
      expect(refusal(new Pipe({ errorHttpStatusCode: 429 }) as PipeTransform, 'x')).toMatchObject({
        statusCode: 429,
        error: 'Too Many Requests',
      });
      expect(
        refusal(new Pipe({ exceptionFactory: (error: string) => new Error(`own: ${error}`) }) as PipeTransform, 'x'),
      ).toMatchObject({
        message: expect.stringMatching(/^own: Validation failed/),
      });
    },
  );
});

describe('DefaultValuePipe', () => {
  it.each([undefined, null, Number.NaN])('returns the default for %o', (value) => {
    expect(new DefaultValuePipe(5).transform(value)).toBe(5);
  });

  it.each(['', 0, false])('returns %o unchanged', (value) => {
    expect(new DefaultValuePipe(5).transform(value)).toBe(value);
  });

  it('copies only plain objects and arrays', () => {
    const plain = { list: [{ a: 1 }] };
    const given = new DefaultValuePipe(plain).transform(undefined) as typeof plain;
    expect(given).toEqual(plain);
    expect(given.list[0]).not.toBe(plain.list[0]);
    const date = new Date();
    expect(new DefaultValuePipe(date).transform(undefined)).toBe(date);
  });
});
