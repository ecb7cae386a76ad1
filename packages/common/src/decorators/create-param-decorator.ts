import type { Type } from '../contracts/injection/type.js';
import type { PipeTransform } from '../contracts/pipeline/pipe-transform.js';
import type {
  CustomParamFactory,
  ParamDecoratorEnhancer,
  ParameterDecoratorOptions,
} from '../contracts/routing/route-parameters.js';
import { addCustomParameter } from '../metadata/parameters.js';
import { uid } from '../values/uid.js';
import { sortArguments } from './parameter-arguments.js';
import { requireMethod } from './require-method.js';

/**
 * Creates a custom parameter decorator.
 *
 * @param factory called with the argument of the decorator and the execution context; returns the value of the
 *   parameter.
 * @param enhancers further decorators applied to the same parameter.
 * @see https://docs.nestjs.com/custom-decorators
 * @example
 * export const User = createParamDecorator((property: string, context: ExecutionContext) => {
 *   const { user } = context.switchToHttp().getRequest();
 *   return property ? user?.[property] : user;
 * });
 */
export function createParamDecorator<FactoryData = any, FactoryOutput = any>(
  factory: CustomParamFactory<FactoryData, FactoryOutput>,
  enhancers: ParamDecoratorEnhancer[] = [],
): (
  ...dataOrPipes: (Type<PipeTransform> | PipeTransform | FactoryData | ParameterDecoratorOptions)[]
) => ParameterDecorator {
  const id = uid();
  return (...given) =>
    (target, key, index) => {
      const method = requireMethod('A parameter decorator', target, key);
      const { data, pipes, schema } = sortArguments(given);
      addCustomParameter(target.constructor, method, id, {
        index,
        factory,
        data,
        pipes,
        ...(schema ? { schema } : {}),
      });
      for (const enhance of enhancers) enhance(target, key, index);
    };
}
