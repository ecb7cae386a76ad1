import type { Type } from '../injection/type.js';
import type { StandardSchemaV1 } from '../libraries/standard-schema.js';
import type { ExecutionContext } from '../pipeline/execution-context.js';
import type { PipeTransform } from '../pipeline/pipe-transform.js';

/** The argument of a parameter decorator besides pipes: a property name, or an object. */
export type ParamData = object | string | number;

/** Returns the value of a parameter with a decorator of `createParamDecorator()`. */
export type CustomParamFactory<TData = any, TOutput = any> = (data: TData, context: ExecutionContext) => TOutput;

/** A pipe, or the class of one. */
export type PipeReference = Type<PipeTransform> | PipeTransform;

/** Options of parameter decorators, the last argument. */
export interface ParameterDecoratorOptions {
  /** Passed to pipes as `metadata.schema`; `StandardSchemaValidationPipe` validates with it. */
  schema?: StandardSchemaV1<any, any> | undefined;
  /** Pipes for this parameter only. */
  pipes?: PipeReference[] | undefined;
}

/** A decorated parameter in the metadata of a handler. */
export interface RouteParamMetadata {
  index: number;
  data?: ParamData | undefined;
  schema?: StandardSchemaV1<any, any> | undefined;
}

/** A further decorator that `createParamDecorator()` applies to the same parameter. */
export type ParamDecoratorEnhancer = ParameterDecorator;

/** Options of `@Res()` and `@Next()`. */
export interface ResponseDecoratorOptions {
  /** The handler may change the response, and the framework still sends the handler result. */
  passthrough: boolean;
}

/** The metadata of `@RequestMapping()`. */
export interface RequestMappingMetadata {
  path?: string | string[] | undefined;
  method?: import('./request-method.js').RequestMethod | undefined;
}
