import type { CustomDecorator } from '@portico/common';

declare const TRANSFORMED: unique symbol;

/**
 * A decorator made by `Reflector.createDecorator`: call it to leave a value on a class or a method, hand it to the methods
 * of `Reflector` to read that value, with its type.
 */
export type ReflectableDecorator<TParam, TTransformed = TParam> = ((opts?: TParam) => CustomDecorator) & {
  /** The metadata key under which the value is kept. */
  readonly KEY: string;
  /** Exists for the type checker only. */
  readonly [TRANSFORMED]?: TTransformed;
};

/** How a decorator made by `Reflector.createDecorator` keeps its value. */
export interface CreateDecoratorOptions<TParam = any, TTransformed = TParam> {
  /** The metadata key; a unique one is made when it is absent. */
  key?: string;
  /** Turns what the decorator was given into what is kept. */
  transform?: (value: TParam) => TTransformed;
}

/** As {@link CreateDecoratorOptions}, where the kept value has a type of its own. */
export type CreateDecoratorWithTransformOptions<TParam, TTransformed = TParam> = CreateDecoratorOptions<
  TParam,
  TTransformed
> &
  Required<Pick<CreateDecoratorOptions<TParam, TTransformed>, 'transform'>>;

/** What a decorator keeps. */
export type ReflectedValue<TDecorator> =
  TDecorator extends ReflectableDecorator<any, infer TTransformed> ? TTransformed : never;
