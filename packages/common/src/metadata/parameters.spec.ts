import { describe, expect, it } from 'vitest';
import { Bind, Body, createParamDecorator, Get, Param, ParseIntPipe, Query, Req, Res } from '../index.js';
import { readParameterRecords } from './parameters.js';
import { RouteParamtypes } from './route-paramtypes.js';
import { isResponsePassthrough } from './routes.js';

describe('readParameterRecords', () => {
  it('returns parameters in order, with source, data, pipes and type', () => {
    class Cats {
      @Get()
      find(@Query('page', ParseIntPipe) _page: number, @Param() _parameters: object) {}
    }
    expect(readParameterRecords(Cats, 'find')).toEqual([
      expect.objectContaining({
        index: 0,
        paramtype: RouteParamtypes.QUERY,
        data: 'page',
        pipes: [ParseIntPipe],
        metatype: Number,
      }),
      expect.objectContaining({
        index: 1,
        paramtype: RouteParamtypes.PARAM,
        data: undefined,
        pipes: [],
        metatype: Object,
      }),
    ]);
  });

  it('returns nothing for an undecorated method', () => {
    class Cats {
      find(_page: number) {}
    }
    expect(readParameterRecords(Cats, 'find')).toEqual([]);
    expect(readParameterRecords(Cats, 'absent')).toEqual([]);
  });

  it('returns the factory of a custom decorator, and applies its enhancers', () => {
    const factory = (data: string) => data;
    const enhanced: unknown[] = [];
    const User = createParamDecorator(factory, [(_target, key, index) => enhanced.push([key, index])]);
    class Cats {
      find(@User('id', ParseIntPipe) _user: number) {}
    }
    expect(readParameterRecords(Cats, 'find')).toMatchObject([
      { paramtype: undefined, factory, data: 'id', pipes: [ParseIntPipe] },
    ]);
    expect(enhanced).toEqual([['find', 0]]);
  });

  it('distinguishes plain data from a schema', () => {
    const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
    const User = createParamDecorator((data: unknown) => data);
    class Cats {
      find(@User({ schema: 'not one' }) _a: unknown, @User({ schema }) _b: unknown) {}
    }
    const [a, b] = readParameterRecords(Cats, 'find');
    expect(a).toMatchObject({ data: { schema: 'not one' }, schema: undefined });
    expect(b).toMatchObject({ data: undefined, schema });
  });

  it('is inherited, and a subclass replaces only parameters with the same index', () => {
    class Base {
      find(@Query() _a: unknown, @Req() _b: unknown) {}
    }
    class Same extends Base {}
    class Other extends Base {
      override find(@Body() _a: unknown, _b: unknown) {}
    }
    const sources = (type: Function) => readParameterRecords(type, 'find').map(({ paramtype }) => paramtype);
    expect(sources(Base)).toEqual([RouteParamtypes.QUERY, RouteParamtypes.REQUEST]);
    expect(sources(Same)).toEqual([RouteParamtypes.QUERY, RouteParamtypes.REQUEST]);
    expect(sources(Other)).toEqual([RouteParamtypes.BODY, RouteParamtypes.REQUEST]);
  });

  it('reads what @Bind declares', () => {
    class Cats {
      @Bind(Body('name'), Res({ passthrough: true }))
      create(_name: unknown, _response: unknown) {}
    }
    expect(readParameterRecords(Cats, 'create')).toMatchObject([
      { index: 0, paramtype: RouteParamtypes.BODY, data: 'name' },
      { index: 1, paramtype: RouteParamtypes.RESPONSE },
    ]);
    expect(isResponsePassthrough(Cats, 'create')).toBe(true);
  });

  it('rejects parameters of a constructor', () => {
    expect(() => Body()(class Cats {}, undefined, 0)).toThrow(/@Body\(\) is on a constructor parameter of "Cats"/);
    expect(() => createParamDecorator(() => 1)()(class Cats {}, undefined, 0)).toThrow(/Inject/);
  });
});
