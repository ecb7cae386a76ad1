import { expectTypeOf } from 'vitest';
import {
  applyDecorators,
  Bind,
  Body,
  type CanActivate,
  Controller,
  type CustomDecorator,
  createParamDecorator,
  type ExecutionContext,
  type ForwardReference,
  flatten,
  forwardRef,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Module,
  mixin,
  Optional,
  Param,
  ParseIntPipe,
  Query,
  Scope,
  SetMetadata,
  type Type,
  UseGuards,
} from '../index.js';

class Guard implements CanActivate {
  canActivate() {
    return true;
  }
}

// Everything that the documents type as one of TypeScript's decorators is one.
expectTypeOf(Injectable()).toExtend<ClassDecorator>();
expectTypeOf(Get()).toExtend<MethodDecorator>();
expectTypeOf(UseGuards(Guard)).toExtend<MethodDecorator & ClassDecorator>();
expectTypeOf(Inject('TOKEN')).toExtend<PropertyDecorator & ParameterDecorator>();
expectTypeOf(Body()).toEqualTypeOf<ParameterDecorator>();
expectTypeOf(SetMetadata('roles', ['admin'])).toEqualTypeOf<CustomDecorator<string>>();
expectTypeOf(SetMetadata('roles', 1).KEY).toEqualTypeOf<string>();
expectTypeOf(forwardRef(() => Guard)).toEqualTypeOf<ForwardReference<typeof Guard>>();
expectTypeOf(mixin(Guard)).toEqualTypeOf<Type<Guard>>();
expectTypeOf(flatten([1, ['a', [true]]])).toEqualTypeOf<(string | number | boolean)[]>();

const User = createParamDecorator((property: string, context: ExecutionContext) => {
  expectTypeOf(property).toEqualTypeOf<string>();
  return context.getType();
});
expectTypeOf(User('id', ParseIntPipe, new ParseIntPipe())).toEqualTypeOf<ParameterDecorator>();
// @ts-expect-error the data is a text
User(5);

const Auth = (...roles: string[]) => applyDecorators(SetMetadata('roles', roles), UseGuards(Guard));

@Auth('admin')
@Controller({ path: 'cats', scope: Scope.REQUEST })
class Cats {
  @Inject(Guard) @Optional() guard?: Guard;

  constructor(@Inject('TOKEN') readonly token: string) {}

  @Auth('admin')
  @Get(':id')
  find(@Param('id', ParseIntPipe) _id: number, @Query('page', new ParseIntPipe({ optional: true })) _page?: number) {}

  @Bind(Body(), Param('id'))
  bound(_body: unknown, _id: unknown) {}
}

// @ts-expect-error there are four lists
Module({ provider: [] });
// @ts-expect-error a scope is no text
Injectable({ scope: 'request' });
// @ts-expect-error a status is a number
HttpCode('204');
// @ts-expect-error a pipe has a transform method
Body('name', 5);
// @ts-expect-error a guard is a class or an object
UseGuards('admin');
// @ts-expect-error routes are declared on methods
@Get()
class NoController {}

class Misplaced {
  // @ts-expect-error injectables are classes
  @Injectable()
  method() {}
}

void [Cats, NoController, Misplaced];
