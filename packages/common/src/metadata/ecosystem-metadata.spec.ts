import { describe, expect, it } from 'vitest';
import {
  Body,
  Catch,
  Controller,
  createParamDecorator,
  Dependencies,
  Get,
  Global,
  Header,
  HttpCode,
  Inject,
  Injectable,
  Module,
  Optional,
  ParseIntPipe,
  Query,
  Redirect,
  Render,
  RequestMethod,
  Res,
  Scope,
  SetMetadata,
  Sse,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  Version,
} from '../index.js';

// Third-party modules read these keys and values with Reflect.getMetadata, so they must not change.
function own(target: object, key?: string): Record<string, unknown> {
  const keys = key === undefined ? Reflect.getOwnMetadataKeys(target) : Reflect.getOwnMetadataKeys(target, key);
  return Object.fromEntries(
    keys.map((name: string) => [
      name,
      key === undefined ? Reflect.getOwnMetadata(name, target) : Reflect.getOwnMetadata(name, target, key),
    ]),
  );
}

class Guard {
  canActivate() {
    return true;
  }
}
class Pipe {
  transform() {
    return 1;
  }
}
class Interceptor {
  intercept() {
    return undefined;
  }
}
class Filter {
  catch() {
    return undefined;
  }
}

describe('metadata as the ecosystem reads it', () => {
  it('of modules', () => {
    @Global()
    @Module({ imports: [Guard], providers: [Pipe], controllers: [], exports: [Pipe] })
    class AppModule {}
    expect(own(AppModule)).toEqual({
      imports: [Guard],
      providers: [Pipe],
      controllers: [],
      exports: [Pipe],
      '__module:global__': true,
    });
  });

  it('of controllers', () => {
    @Controller({ path: ['a', 'b'], host: 'h', version: ['1', '1'], scope: Scope.REQUEST, durable: true })
    class WithOptions {}
    @Controller()
    class Bare {}
    @Controller('cats')
    class WithPath {}
    expect(own(WithOptions)).toEqual({
      __controller__: true,
      path: ['a', 'b'],
      host: 'h',
      'scope:options': { scope: Scope.REQUEST, durable: true },
      __version__: ['1'],
    });
    expect(own(Bare)).toMatchObject({ __controller__: true, path: '/', 'scope:options': undefined });
    expect(own(WithPath)).toMatchObject({ path: 'cats' });
  });

  it('of injectables', () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Service {
      @Inject('PROPERTY')
      @Optional()
      property: unknown;

      constructor(@Inject('A') _a: unknown, @Optional() @Inject('B') _b: unknown) {}
    }
    expect(own(Service)).toMatchObject({
      __injectable__: true,
      'scope:options': { scope: Scope.TRANSIENT },
      'self:paramtypes': [
        { index: 1, param: 'B' },
        { index: 0, param: 'A' },
      ],
      'optional:paramtypes': [1],
      'self:properties_metadata': [{ key: 'property', type: 'PROPERTY' }],
      'optional:properties_metadata': ['property'],
    });

    @Dependencies('A', Service)
    class Plain {}
    expect(own(Plain)).toEqual({ 'design:paramtypes': ['A', Service] });
  });

  it('of filters', () => {
    @Catch(TypeError, RangeError)
    class Some {}
    @Catch()
    class Every {}
    expect(own(Some)).toEqual({ __catch__: true, __filterCatchExceptions__: [TypeError, RangeError] });
    expect(own(Every)).toEqual({ __catch__: true, __filterCatchExceptions__: [] });
  });

  it('of methods, on the function', () => {
    class Cats {
      @SetMetadata('key', 'value')
      @UseGuards(Guard)
      @UsePipes(Pipe)
      @UseInterceptors(Interceptor as never)
      @UseFilters(Filter)
      @Version('3')
      @Render('template')
      @Redirect('url', 301)
      @Header('a', 'b')
      @Header('c', 'd')
      @HttpCode(204)
      @Get('path')
      method() {}
    }
    expect(own(Cats.prototype.method)).toEqual({
      path: 'path',
      method: RequestMethod.GET,
      __httpCode__: 204,
      __headers__: [
        { name: 'c', value: 'd' },
        { name: 'a', value: 'b' },
      ],
      __redirect__: { statusCode: 301, url: 'url' },
      __renderTemplate__: 'template',
      __version__: '3',
      __exceptionFilters__: [Filter],
      __interceptors__: [Interceptor],
      __pipes__: [Pipe],
      __guards__: [Guard],
      key: 'value',
    });
    expect(own(Cats)).toEqual({});
  });

  it('of event streams', () => {
    class Cats {
      @Sse('ticks', { method: RequestMethod.POST, maxPendingDataLength: 5 })
      ticks() {}
    }
    expect(own(Cats.prototype.ticks)).toEqual({
      path: 'ticks',
      method: RequestMethod.POST,
      __sse__: true,
      __sseOptions__: { maxPendingDataLength: 5 },
    });
  });

  it('of parameters, on the class under the name of the method', () => {
    const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
    const User = createParamDecorator((data: unknown) => data);
    class Cats {
      method(
        @Body('name', ParseIntPipe) _name: number,
        @Query({ schema, pipes: [ParseIntPipe] }) _query: unknown,
        @Res({ passthrough: true }) _response: unknown,
        @User('id') _user: string,
      ) {}
    }
    const { __routeArguments__: parameters, __responsePassthrough__: passthrough } = own(Cats, 'method');
    expect(passthrough).toBe(true);
    expect(parameters).toMatchObject({
      '3:0': { index: 0, data: 'name', pipes: [ParseIntPipe] },
      '4:1': { index: 1, data: undefined, pipes: [ParseIntPipe], schema },
      '1:2': { index: 2, data: undefined, pipes: [] },
    });
    const custom = Object.entries(parameters as object).find(([key]) => key.includes('__customRouteArgs__'));
    expect(custom?.[0]).toMatch(/^\w+__customRouteArgs__:3$/);
    expect(custom?.[1]).toEqual({ index: 3, factory: expect.any(Function), data: 'id', pipes: [] });
  });
});
