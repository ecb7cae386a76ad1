import { isStandardContext } from '../metadata/decorator-dialect.js';

type AnyDecorator = ClassDecorator | MethodDecorator | PropertyDecorator;

/**
 * Combines several decorators into one; they are applied in the given order.
 *
 * @see https://docs.nestjs.com/custom-decorators#decorator-composition
 * @example
 * export const Auth = (...roles: string[]) => applyDecorators(SetMetadata('roles', roles), UseGuards(AuthGuard));
 */
export function applyDecorators(
  ...decorators: AnyDecorator[]
): <TFunction extends Function, Y>(
  target: TFunction | object | undefined,
  propertyKeyOrContext?: string | symbol | DecoratorContext,
  descriptor?: TypedPropertyDescriptor<Y>,
) => void {
  return (target, second, descriptor) => {
    if (isStandardContext(second)) return applyStandard(decorators, target, second);
    for (const decorate of decorators) {
      if (target instanceof Function && !descriptor) {
        Reflect.apply(decorate, undefined, [target]);
      } else {
        Reflect.apply(decorate, undefined, [target, second, descriptor]);
      }
    }
    return undefined;
  };
}

/** A standard decorator may return a replacement, which the next decorator gets. */
function applyStandard(decorators: readonly AnyDecorator[], target: unknown, context: unknown): unknown {
  let current = target;
  for (const decorate of decorators) {
    current = Reflect.apply(decorate, undefined, [current, context]) ?? current;
  }
  return current === target ? undefined : current;
}
