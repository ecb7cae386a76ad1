import type { ExecutionContext } from './execution-context.js';
import type { PipeTransform } from './pipe-transform.js';
import type { StandardSchemaV1 } from './standard-schema.js';
import type { Type } from './type.js';

/** What a parameter decorator is given besides pipes: a property name, or an object of its own. */
export type ParamData = object | string | number;

/** Makes the value of a parameter that `createParamDecorator()` decorates. */
export type CustomParamFactory<TData = any, TOutput = any> = (data: TData, context: ExecutionContext) => TOutput;

/** A pipe, or the class of one. */
export type PipeReference = Type<PipeTransform> | PipeTransform;

/** Options of parameter decorators, given last. */
export interface ParameterDecoratorOptions {
  /** Handed to pipes as `metadata.schema`; `StandardSchemaValidationPipe` validates with it. */
  schema?: StandardSchemaV1<any, any>;
  /** Pipes of this parameter alone. */
  pipes?: PipeReference[];
}

/** One decorated parameter, as it stands in a handler's metadata. */
export interface RouteParamMetadata {
  index: number;
  data?: ParamData;
  schema?: StandardSchemaV1<any, any>;
}

/** A further decorator that `createParamDecorator()` applies to the same parameter. */
export type ParamDecoratorEnhancer = ParameterDecorator;

/** Options of `@Res()` and `@Next()`. */
export interface ResponseDecoratorOptions {
  /** The handler may touch the response, yet the framework sends what the handler returns. */
  passthrough: boolean;
}

/** What `@RequestMapping()` says. */
export interface RequestMappingMetadata {
  path?: string | string[];
  method?: import('./request-method.js').RequestMethod;
}
