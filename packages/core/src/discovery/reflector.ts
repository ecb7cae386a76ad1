import type { Type } from '@portico/common';
import { SetMetadata } from '@portico/common';
import { isObject, isObjectOrFunction } from '@portico/common/internal';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type {
  CreateDecoratorOptions,
  CreateDecoratorWithTransformOptions,
  ReflectableDecorator,
  ReflectedValue,
} from './reflectable-decorator.js';
import { uniqueKey } from './unique-key.js';

type Target = Type<unknown> | Function;
type MetadataKey = unknown;

/**
 * The result of merging the values of several targets: lists are concatenated, objects are merged, other values are
 * collected in a list.
 */
export type MergedValue<T> = T extends readonly unknown[] ? T : T extends object ? T : T[];

/**
 * Reads the metadata that decorators have written to classes and methods.
 *
 * @example
 * const Roles = Reflector.createDecorator<string[]>();
 *
 * class RolesGuard implements CanActivate {
 *   constructor(private readonly reflector: Reflector) {}
 *   canActivate(context: ExecutionContext) {
 *     const roles = this.reflector.getAllAndOverride(Roles, [context.getHandler(), context.getClass()]);
 *     return !roles || roles.includes(context.switchToHttp().getRequest().user.role);
 *   }
 * }
 *
 * @see https://docs.nestjs.com/fundamentals/execution-context#reflection-and-metadata
 */
export class Reflector {
  static readonly [TOKEN_BRAND]: string = 'Reflector';

  /**
   * Creates a decorator for classes and methods, whose value the reflector reads with its type.
   *
   * @param options `key`: the metadata key (default: a unique one); `transform`: converts the value that is stored.
   */
  static createDecorator<TParam>(options?: CreateDecoratorOptions<TParam>): ReflectableDecorator<TParam>;
  static createDecorator<TParam, TTransformed>(
    options: CreateDecoratorWithTransformOptions<TParam, TTransformed>,
  ): ReflectableDecorator<TParam, TTransformed>;
  static createDecorator(options: CreateDecoratorOptions<any, unknown> = {}): ReflectableDecorator<any, unknown> {
    const { key = uniqueKey('portico:reflectable'), transform } = options;
    const decorate = (value: unknown) => SetMetadata(key, transform ? transform(value) : (value ?? {}));
    return Object.assign(decorate, { KEY: key });
  }

  /**
   * Returns the value on one class or method.
   *
   * @param decoratorOrKey a decorator of `createDecorator`, or the key of `SetMetadata`.
   * @param target the class, or the function of the method.
   */
  get<T extends ReflectableDecorator<any, any>>(decorator: T, target: Target): ReflectedValue<T>;
  get<TResult = any, TKey = any>(metadataKey: TKey, target: Target): TResult;
  get(decoratorOrKey: MetadataKey, target: Target): unknown {
    return Reflect.getMetadata(keyOf(decoratorOrKey), target);
  }

  /** Returns the values on several targets, in their order; `undefined` where a target has none. */
  getAll<T extends ReflectableDecorator<any, any>>(decorator: T, targets: readonly Target[]): ReflectedValue<T>[];
  getAll<TResult extends any[] = any[], TKey = any>(metadataKey: TKey, targets: readonly Target[]): TResult;
  getAll(decoratorOrKey: MetadataKey, targets: readonly Target[]): unknown[] {
    const key = keyOf(decoratorOrKey);
    return targets.map((target) => Reflect.getMetadata(key, target));
  }

  /**
   * Merges the values of several targets: lists are concatenated, objects merged (later targets win), other values
   * collected in a list. Targets without a value are ignored; if none has one, returns an empty list.
   */
  getAllAndMerge<T extends ReflectableDecorator<any, any>>(
    decorator: T,
    targets: readonly Target[],
  ): MergedValue<ReflectedValue<T>>;
  getAllAndMerge<TResult extends any[] | object = any[], TKey = any>(
    metadataKey: TKey,
    targets: readonly Target[],
  ): TResult;
  getAllAndMerge(decoratorOrKey: MetadataKey, targets: readonly Target[]): unknown {
    const key = keyOf(decoratorOrKey);
    const values: unknown[] = targets
      .map((target) => Reflect.getMetadata(key, target))
      .filter((value) => value !== undefined);
    if (values.length === 0) return [];
    if (values.length === 1) return isObject(values[0]) ? values[0] : [values[0]];
    return values.reduce((before, next) => merge(before, next));
  }

  /**
   * Returns the value of the first target that has one. Pass the method before the class, so that the method overrides
   * the class.
   */
  getAllAndOverride<T extends ReflectableDecorator<any, any>>(
    decorator: T,
    targets: readonly Target[],
  ): ReflectedValue<T> | undefined;
  getAllAndOverride<TResult = any, TKey = any>(metadataKey: TKey, targets: readonly Target[]): TResult;
  getAllAndOverride(decoratorOrKey: MetadataKey, targets: readonly Target[]): unknown {
    const key = keyOf(decoratorOrKey);
    for (const target of targets) {
      const value: unknown = Reflect.getMetadata(key, target);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

function keyOf(decoratorOrKey: MetadataKey): MetadataKey {
  return (isObjectOrFunction(decoratorOrKey) ? decoratorOrKey.KEY : undefined) ?? decoratorOrKey;
}

function merge(before: unknown, next: unknown): unknown {
  if (Array.isArray(before)) return before.concat(next);
  if (Array.isArray(next)) return [before, ...next];
  if (isObject(before) && isObject(next)) return { ...before, ...next };
  return [before, next];
}
