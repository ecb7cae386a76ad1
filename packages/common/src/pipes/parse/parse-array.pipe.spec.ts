import { IsInt, IsString, MinLength } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { HttpException, type ParseArrayOptions, ParseArrayPipe } from '../../index.js';

class Cat {
  @MinLength(3) @IsString() name!: string;
}
class Dog {
  @IsInt() age!: number;
}

const parse = (options: ParseArrayOptions | undefined, value: unknown) =>
  new ParseArrayPipe(options).transform(value, { type: 'query' });
const refusal = (options: ParseArrayOptions, value: unknown) =>
  parse(options, value).then(
    (parsed) => ({ parsed }),
    (error: unknown) =>
      error instanceof HttpException ? (error.getResponse() as { message: unknown }).message : error,
  );

describe('ParseArrayPipe', () => {
  it('splits text', async () => {
    expect(await parse(undefined, '1,2')).toEqual(['1', '2']);
    expect(await parse(undefined, ' a, b ')).toEqual(['a', ' b']);
    expect(await parse({ items: Number }, ' 1, 2')).toEqual([1, 2]);
    expect(await parse({ items: Number, separator: ';' }, '1;2')).toEqual([1, 2]);
    expect(await parse({ items: Boolean }, 'true,false')).toEqual([true, false]);
    expect(await parse({ items: String }, [1, 2])).toEqual(['1', '2']);
  });

  it('rejects a value that is not an array', async () => {
    for (const value of [5, {}, undefined, null]) {
      expect(await refusal({ items: Number }, value)).toBe('Validation failed (parsable array expected)');
    }
    expect(await parse({ optional: true }, undefined)).toBeUndefined();
    expect(await parse({ optional: true }, null)).toBeNull();
  });

  it('reports the first invalid item, or all', async () => {
    expect(await refusal({ items: Number }, '1,x,y')).toBe('[1] item must be a number');
    expect(await refusal({ items: Number }, '1,0x10')).toBe('[1] item must be a number');
    expect(await refusal({ items: Number }, '1,,2')).toBe('[1] item must be a number');
    expect(await refusal({ items: Boolean }, 'x')).toBe('[0] item must be a boolean value');
    expect(await refusal({ items: Number, stopAtFirstError: false }, 'x,1,y')).toEqual([
      '[0] item must be a number',
      '[2] item must be a number',
    ]);
  });

  it('creates validated instances from objects and from JSON', async () => {
    const [cat] = await parse({ items: Cat }, [{ name: 'Tom!' }]);
    expect(cat).toBeInstanceOf(Cat);
    expect((await parse({ items: Dog }, ['{"age":3}']))[0]).toEqual(Object.assign(new Dog(), { age: 3 }));
    expect(await refusal({ items: Cat }, [{ name: 'Tom!' }, { name: 1 }])).toEqual([
      'name must be a string',
      'name must be longer than or equal to 3 characters',
    ]);
    expect(await refusal({ items: Dog }, [undefined])).toEqual(['age must be an integer number']);
    expect(await refusal({ items: Dog, stopAtFirstError: false }, [{ age: 'x' }, { age: 1 }, {}])).toEqual([
      '[0] age must be an integer number',
      '[2] age must be an integer number',
    ]);
  });

  it('uses the status and the exception of the options', async () => {
    await expect(parse({ items: Number, errorHttpStatusCode: 422 }, 'x')).rejects.toMatchObject({ status: 422 });
    const own = { exceptionFactory: (error: unknown) => new Error(`own ${JSON.stringify(error)}`) };
    await expect(parse({ items: Number, ...own }, 'x')).rejects.toThrow('own "[0] item must be a number"');
    await expect(parse({ items: Number, stopAtFirstError: false, ...own }, 'x,y')).rejects.toThrow('own ["[0] item');
    await expect(parse({ items: Dog, ...own }, [{}])).rejects.toThrow(/own \[\{.*"property":"age"/);
  });

  it('requires no validation package for primitives', () => {
    expect(new ParseArrayPipe({ items: Number })).not.toHaveProperty('itemPipe');
  });
});
