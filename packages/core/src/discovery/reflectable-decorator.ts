import type { CustomDecorator } from '@portico/common';

declare const TRANSFORMED: unique symbol;

/**
 * A decorator of `Reflector.createDecorator`: apply it to store a value on a class or a method; pass it to the methods
 * of `Reflector` to read that value, with its type.
 */
export type ReflectableDecorator<TParam, TTransformed = TParam> = ((opts?: TParam) => CustomDecorator) & {
  /** The metadata key under which the value is stored. */
  readonly KEY: string;
  /** Exists for the type checker only. */
  readonly [TRANSFORMED]?: TTransformed;
};

/** How a decorator of `Reflector.createDecorator` stores its value. */
export interface CreateDecoratorOptions<TParam = any, TTransformed = TParam> {
  /** The metadata key. Default: a unique one. */
  key?: string | undefined;
  /** Converts the argument of the decorator to the stored value. */
  transform?: ((value: TParam) => TTransformed) | undefined;
}

/** As {@link CreateDecoratorOptions}, if the stored value has a different type. */
export type CreateDecoratorWithTransformOptions<TParam, TTransformed = TParam> = CreateDecoratorOptions<
  TParam,
  TTransformed
> &
  Required<Pick<CreateDecoratorOptions<TParam, TTransformed>, 'transform'>>;

/** The value that a decorator stores. */
export type ReflectedValue<TDecorator> =
  TDecorator extends ReflectableDecorator<any, infer TTransformed> ? TTransformed : never;
