import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as common from '../index.js';
import {
  isGlobalModule,
  isInjectable,
  isResponsePassthrough,
  RouteParamtypes,
  readConstructorDependencies,
  readControllerRouting,
  readEnhancers,
  readModuleMetadata,
  readParameterRecords,
  readPropertyDependencies,
  readReplyMetadata,
  readRouteMapping,
} from '../internal.js';

type Classes = Record<string, new (...args: any[]) => any>;

/** Compiles and runs a module against the very instance of the package that is tested. */
function compile(source: string, options: ts.CompilerOptions): Classes {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, ...options },
  });
  const exports: Classes = {};
  new Function('require', 'exports', outputText)(() => common, exports);
  return exports;
}

/** One application, without parameter decorators: both dialects compile it. */
const SOURCE = `
  import { All, Bind, Body, Catch, Controller, createParamDecorator, Dependencies, Get, Global, Header, HttpCode, Inject, Injectable,
    applyDecorators, Module, Optional, Res, Scope, SetMetadata, Sse, UseGuards, Version } from '@portico/common';

  export class Guard { canActivate() { return true; } }
  export class Token {}
  const User = createParamDecorator((data) => data);
  const Auth = (...roles) => applyDecorators(SetMetadata('roles', roles), UseGuards(Guard));

  @Injectable({ inject: [Token, { token: 'OTHER', optional: true }], scope: Scope.REQUEST })
  export class Service {
    @Inject('PROPERTY') @Optional() property;
    @Inject(Token) other;
    constructor(token, other) {}
  }

  @Injectable()
  export class SubService extends Service { @Inject('PROPERTY2') property; @Inject('MORE') more; }

  @Dependencies(Service, 'NAME')
  @Controller({ path: 'cats', version: '1' })
  @UseGuards(Guard)
  export class Cats {
    @Get(':id') @HttpCode(202) @Header('x', 'y') @Version('2') @Auth('admin')
    @Bind(Body('name'), User('id'), Res({ passthrough: true }))
    find(name, user, response) {}

    @Sse('ticks') ticks() {}
    plain() {}
  }

  export class SubCats extends Cats {}

  @Catch(TypeError) export class Filter { catch() {} }

  @Global() @Module({ providers: [Service], controllers: [Cats] }) export class AppModule {}
`;

const DIALECTS: readonly [string, ts.CompilerOptions][] = [
  ['legacy', { experimentalDecorators: true, useDefineForClassFields: false }],
  ['standard', { experimentalDecorators: false }],
];

describe.each(DIALECTS)('%s decorators', (_dialect, options) => {
  const app = compile(SOURCE, options);
  const { AppModule, Cats, Filter, Guard, Service, SubCats, SubService, Token } = app as Required<Classes>;

  it('declare modules', () => {
    expect(readModuleMetadata(AppModule!)).toEqual({
      imports: [],
      exports: [],
      providers: [Service],
      controllers: [Cats],
    });
    expect(isGlobalModule(AppModule!)).toBe(true);
  });

  it('declare dependencies of constructors', () => {
    expect(isInjectable(Service!)).toBe(true);
    expect(readConstructorDependencies(Service!)).toMatchObject({
      tokens: [Token, 'OTHER'],
      optional: [false, true],
      owner: Service,
    });
    expect(readConstructorDependencies(SubService!)).toMatchObject({ tokens: [Token, 'OTHER'], owner: Service });
    expect(readConstructorDependencies(Cats!).tokens).toEqual([Service, 'NAME']);
  });

  it('declare injected properties, including inherited ones', () => {
    const byKey = (type: Function) =>
      Object.fromEntries(readPropertyDependencies(type).map((found) => [found.key, found]));
    expect(byKey(Service!)).toMatchObject({
      property: { token: 'PROPERTY', optional: true },
      other: { token: Token, optional: false },
    });
    expect(byKey(SubService!)).toMatchObject({
      property: { token: 'PROPERTY2' },
      other: { token: Token },
      more: { token: 'MORE' },
    });
    expect(Object.keys(byKey(Service!))).toHaveLength(2);
  });

  it('declare routes and replies', () => {
    expect(readControllerRouting(Cats!)).toMatchObject({ path: 'cats', version: '1' });
    const { find, ticks, plain } = Cats!.prototype;
    expect(readRouteMapping(find)).toEqual({ path: ':id', method: 0, version: '2' });
    expect(readReplyMetadata(find)).toMatchObject({ httpCode: 202, headers: [{ name: 'x', value: 'y' }], sse: false });
    expect(readReplyMetadata(ticks).sse).toBe(true);
    expect(readRouteMapping(plain)).toBeUndefined();
  });

  it('declare enhancers and metadata', () => {
    expect(readEnhancers(Cats!, 'guard')).toEqual([Guard]);
    expect(readEnhancers(Cats!.prototype.find, 'guard')).toEqual([Guard]);
    expect(Reflect.getMetadata('roles', Cats!.prototype.find)).toEqual(['admin']);
    expect(Reflect.getMetadata('__filterCatchExceptions__', Filter!)).toEqual([TypeError]);
  });

  it.each([
    ['the class', Cats],
    ['a subclass', SubCats],
  ])('declare parameters with @Bind, read from %s', (_name, type) => {
    expect(readParameterRecords(type!, 'find')).toMatchObject([
      { index: 0, paramtype: RouteParamtypes.BODY, data: 'name' },
      { index: 1, paramtype: undefined, factory: expect.any(Function), data: 'id' },
      { index: 2, paramtype: RouteParamtypes.RESPONSE },
    ]);
    expect(isResponsePassthrough(type!, 'find')).toBe(true);
  });
});

describe.each(DIALECTS)('a %s decorator that replaces the method', (_dialect, options) => {
  const { Cats, Dogs, SubCats, SubMice } = compile(
    `
    import { Bind, Body, Controller, Get, HttpCode, Res, SetMetadata, UseGuards } from '@portico/common';
    const replacing = (method) => function (...given) { return method.apply(this, given); };
    const Replace = () => (method, key, descriptor) =>
      descriptor ? { ...descriptor, value: replacing(descriptor.value) } : replacing(method);
    class Guard { canActivate() { return true; } }
    export class Cats {
      @Get() @Replace() @Bind(Body('name'), Res({ passthrough: true })) @UseGuards(Guard) @HttpCode(202)
      find(name, response) {}

      @Get() @UseGuards(Guard) @Replace() @SetMetadata('roles', ['admin']) @UseGuards(Guard) @Replace() @Bind(Body())
      twice(body) {}

      @UseGuards(Guard) get(body) {}
    }
    @Controller()
    export class Dogs {
      @Replace() @Get('dogs') @Bind(Body('name')) @UseGuards(Guard) find(name) {}
    }
    export class Mice {
      @Replace() @Get('mice') @UseGuards(Guard) find() {}
    }
    @Controller()
    export class SubMice extends Mice {}
    export class SubCats extends Cats {
      @Get('sub') find(name, response) {}
      @Get() get(body) {}
    }`,
    options,
  ) as Required<Classes>;

  it('keeps what the decorators below it declare', () => {
    expect(readParameterRecords(Cats!, 'find')).toMatchObject([{ index: 0, data: 'name' }, { index: 1 }]);
    expect(isResponsePassthrough(Cats!, 'find')).toBe(true);
    expect(readEnhancers(Cats!.prototype.find, 'guard')).toHaveLength(1);
    expect(readReplyMetadata(Cats!.prototype.find).httpCode).toBe(202);
    expect(readParameterRecords(Cats!, 'twice')).toMatchObject([{ index: 0, paramtype: RouteParamtypes.BODY }]);
    expect(readEnhancers(Cats!.prototype.twice, 'guard')).toHaveLength(2);
    expect(Reflect.getMetadata('roles', Cats!.prototype.twice)).toEqual(['admin']);
  });

  it('keeps it also as the uppermost decorator', () => {
    expect(readRouteMapping(Dogs!.prototype.find)?.path).toBe('dogs');
    expect(readEnhancers(Dogs!.prototype.find, 'guard')).toHaveLength(1);
    expect(readParameterRecords(Dogs!, 'find')).toMatchObject([{ index: 0, data: 'name' }]);
  });

  it('keeps it also as the uppermost decorator in a class whose subclass only is decorated', () => {
    expect(readRouteMapping(SubMice!.prototype.find)?.path).toBe('mice');
    expect(readEnhancers(SubMice!.prototype.find, 'guard')).toHaveLength(1);
  });

  it('is another one than a subclass, which inherits only the parameters', () => {
    expect(readParameterRecords(SubCats!, 'find')).toMatchObject([{ index: 0, data: 'name' }, { index: 1 }]);
    expect(readRouteMapping(SubCats!.prototype.find)?.path).toBe('sub');
    expect(readEnhancers(SubCats!.prototype.find, 'guard')).toEqual([]);
    expect(readEnhancers(SubCats!.prototype.get, 'guard')).toEqual([]);
  });
});

describe('standard decorators in the wrong place', () => {
  const standard = (source: string) => () =>
    compile(`import * as c from '@portico/common'; ${source}`, { experimentalDecorators: false });

  it('say where they belong', () => {
    expect(standard('class A { @c.Inject("x") method() {} }')).toThrow(
      /@Inject\(\) is on the method "method"[\s\S]*@Dependencies/,
    );
    expect(standard('@c.Get() class A {}')).toThrow(/@Get\(\) is on the class "A"/);
    expect(standard('class A { @c.Injectable() method() {} }')).toThrow(/@Injectable\(\) is on the method "method"/);
    expect(standard('class A { @c.UseGuards() field = 1 }')).toThrow(/the field "field"/);
    expect(standard('class A { @c.Get() #get() {} }')).toThrow(/@Get\(\) is on the private method "#get"/);
    expect(standard('class A { @c.Inject("x") #x }')).toThrow(/@Inject\(\) is on the private field "#x"/);
    expect(standard('class A { @c.Inject("x") accessor #x }')).toThrow(/the private accessor "#x"/);
    expect(standard('class A { @c.Inject("x") static x }')).toThrow(/the static field "x"/);
  });

  it('accept accessors and setters like properties', () => {
    const { A } = compile(
      'import * as c from "@portico/common"; export class A { @c.Inject("x") accessor a; @c.Inject("y") set b(value) {} }',
      { experimentalDecorators: false },
    );
    expect(
      readPropertyDependencies(A!)
        .map(({ token }) => token)
        .sort(),
    ).toEqual(['x', 'y']);
  });

  it('distinguish an undefined token from a missing one', () => {
    const { A } = compile(
      'import * as c from "@portico/common"; export class A { @c.Inject(undefined) a; @c.Inject() b; }',
      {
        experimentalDecorators: false,
      },
    );
    expect(readPropertyDependencies(A!)).toMatchObject([
      { key: 'a', source: 'declared', token: undefined },
      { key: 'b', source: 'missing', token: undefined },
    ]);
  });
});
