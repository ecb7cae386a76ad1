import { describe, expect, it } from 'vitest';
import * as common from '../index.js';
import {
  applyDecorators,
  assignMetadata,
  Bind,
  flatten,
  forwardRef,
  Get,
  Header,
  HttpCode,
  Module,
  mixin,
  RequestMapping,
  RequestMethod,
  SerializeOptions,
  SetMetadata,
  Sse,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '../index.js';
import { isFrameworkError, isInjectable, readEnhancers, readRouteMapping } from '../internal.js';

const exported = { ...common };

class Guard {
  canActivate() {
    return true;
  }
}

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('@Module', () => {
  it.each([
    ['provider', /Did you mean "providers"\?/],
    ['import', /Did you mean "imports"\?/],
    ['global', /@Global\(\)/],
    ['module', /dynamic modules/i],
    ['colour', /knows "imports", "providers", "controllers", "exports"/],
  ])('rejects "%s", and suggests the correct name', (property, remedy) => {
    const error = thrownBy(() => Module({ [property]: [] } as never)(class AppModule {}));
    expect(error).toMatchObject({ code: 'PORTICO_MODULE_UNKNOWN_PROPERTY' });
    expect(error.message).toContain(`Invalid property '${property}' passed into the @Module() decorator.`);
    expect(error.message).toMatch(remedy);
    expect(isFrameworkError(error)).toBe(true);
  });
});

describe('@UseGuards and related decorators', () => {
  it('accept classes and instances, and append to earlier ones', () => {
    const instance = new Guard();
    @UseGuards(Guard)
    @UseGuards(instance)
    class Cats {}
    expect(readEnhancers(Cats, 'guard')).toEqual([instance, Guard]);
  });

  it('start with those of ancestors', () => {
    class Other extends Guard {}
    @UseGuards(Guard)
    class Base {}
    @UseGuards(Other)
    class Sub extends Base {}
    expect(readEnhancers(Sub, 'guard')).toEqual([Guard, Other]);
    expect(readEnhancers(Base, 'guard')).toEqual([Guard]);
  });

  it('report the class, the method and the import cycle if an argument is undefined', () => {
    class Cats {
      find() {}
    }
    const descriptor = Object.getOwnPropertyDescriptor(Cats.prototype, 'find') as PropertyDescriptor;
    const error = thrownBy(() => UseGuards(undefined as never)(Cats.prototype, 'find', descriptor));
    expect(error.message).toContain(
      'Invalid guard passed to @UseGuards() decorator (Cats.find): argument 0 is undefined.',
    );
    expect(error.message).toContain('two files that import each other');
    expect(error).toMatchObject({ code: 'PORTICO_NOT_AN_ENHANCER' });
  });

  it.each([
    ['pipe', UsePipes],
    ['filter', UseFilters],
    ['interceptor', UseInterceptors],
    ['guard', UseGuards],
  ])('reject a value that is not a %s', (kind, decorator) => {
    for (const wrong of [{}, 'text', null, 5, new Map()]) {
      expect(() => (decorator as typeof UseGuards)(wrong as never)(class Cats {})).toThrow(`Invalid ${kind} passed`);
    }
  });
});

describe('the mapping decorators', () => {
  it('map each method', () => {
    const names = [
      'Get',
      'Post',
      'Put',
      'Delete',
      'Patch',
      'All',
      'Options',
      'Head',
      'Search',
      'Propfind',
      'Proppatch',
      'Mkcol',
      'Copy',
      'Move',
      'Lock',
      'Unlock',
      'QueryMethod',
    ] as const;
    for (const name of names) {
      const Mapping = exported[name];
      class Cats {
        @Mapping(['a', 'b'])
        find() {}
      }
      expect(readRouteMapping(Cats.prototype.find)).toEqual({
        path: ['a', 'b'],
        method: RequestMethod[(name === 'QueryMethod' ? 'QUERY' : name.toUpperCase()) as keyof typeof RequestMethod],
        version: undefined,
      });
    }
  });

  it('default to / and GET', () => {
    class Cats {
      @Get() get() {}
      @Get('') empty() {}
      @RequestMapping() mapping() {}
    }
    for (const method of [Cats.prototype.get, Cats.prototype.empty, Cats.prototype.mapping]) {
      expect(readRouteMapping(method)).toMatchObject({ path: '/', method: RequestMethod.GET });
    }
  });

  it('reject classes and fields', () => {
    expect(() => (Get() as (target: unknown) => void)(class Cats {})).toThrow(/is on the class "Cats"/);
    expect(() => Header('a', 'b')(class Cats {}.prototype, 'field', undefined as never)).toThrow(
      /"Cats.field", which is not a method/,
    );
  });
});

describe('composition', () => {
  it('applies decorators in the given order to classes, methods and properties', () => {
    const seen: string[] = [];
    const note = (name: string) => (_target: unknown, key?: unknown) => {
      seen.push(`${name}:${String(key)}`);
    };
    const Both = () => applyDecorators(note('first') as never, note('second') as never);
    @Both()
    class Cats {
      @Both() property: unknown;
      @Both() method() {}
    }
    expect(new Cats()).toBeDefined();
    expect(seen).toEqual([
      'first:property',
      'second:property',
      'first:method',
      'second:method',
      'first:undefined',
      'second:undefined',
    ]);
  });

  it('sets the key of SetMetadata decorators', () => {
    expect(SetMetadata('roles', []).KEY).toBe('roles');
  });

  it('gives mixins unique names and makes them injectable', () => {
    const [a, b] = [mixin(class {}), mixin(class {})];
    expect(a.name).not.toBe(b.name);
    expect(isInjectable(a)).toBe(true);
  });
});

describe('utilities', () => {
  it('forwardRef() returns a reference', () => {
    const reference = () => Guard;
    expect(forwardRef(reference)).toEqual({ forwardRef: reference });
  });

  it('assignMetadata() does not change existing metadata', () => {
    const before = { a: 1 };
    expect(assignMetadata(before, 3, 2, 'data')).toEqual({ a: 1, '3:2': { index: 2, data: 'data', pipes: [] } });
    expect(before).toEqual({ a: 1 });
  });

  it('flatten() flattens all levels', () => {
    expect(flatten([1, [2, [3, [4]]]])).toEqual([1, 2, 3, 4]);
  });
});

describe('decorators that are called as functions', () => {
  class Cats {
    find() {}
  }
  const descriptor = Object.getOwnPropertyDescriptor(Cats.prototype, 'find') as PropertyDescriptor;
  const Guard = class {
    canActivate() {
      return true;
    }
  };

  it('return the class, for the next decorator', () => {
    for (const decorate of [SetMetadata('key', 1), UseGuards(Guard), SerializeOptions({})]) {
      expect((decorate as (target: object) => unknown)(Cats)).toBe(Cats);
    }
  });

  it('return the descriptor of the method', () => {
    const all = [SetMetadata('key', 1), UseGuards(Guard), Get(), HttpCode(204), Header('a', 'b'), Sse(), Bind()];
    for (const decorate of all) {
      expect((decorate as MethodDecorator)(Cats.prototype, 'find', descriptor)).toBe(descriptor);
    }
  });
});
