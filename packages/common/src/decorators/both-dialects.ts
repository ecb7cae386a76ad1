import { type AnyClassDecorator, type AnyMethodDecorator, decorated } from '../metadata/decorator-dialect.js';

/** What a decorator does, with the arguments of either dialect. */
type Apply = (target: object, second: unknown, descriptor: unknown) => void;

/** Makes a decorator of methods that works in both dialects. */
export function methodDecorator(apply: Apply): AnyMethodDecorator {
  function decorate<T>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): TypedPropertyDescriptor<T>;
  function decorate(target: Function, context: ClassMethodDecoratorContext): undefined;
  function decorate(target: object, second: unknown, descriptor?: unknown): unknown {
    apply(target, second, descriptor);
    return decorated(target, second, descriptor);
  }
  return decorate;
}

/** Makes a decorator of classes and methods that works in both dialects. */
export function classOrMethodDecorator(apply: Apply): AnyMethodDecorator & AnyClassDecorator {
  function decorate<T>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): TypedPropertyDescriptor<T>;
  function decorate(target: Function, context: ClassMethodDecoratorContext | ClassDecoratorContext): undefined;
  function decorate<TFunction extends Function>(target: TFunction): TFunction;
  function decorate(target: object, second?: unknown, descriptor?: unknown): unknown {
    apply(target, second, descriptor);
    return decorated(target, second, descriptor);
  }
  return decorate;
}
