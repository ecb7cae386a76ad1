import type { Observable } from 'rxjs';
import type {
  StandardSchemaOptions,
  StandardSchemaResult,
  StandardSchemaV1,
} from '../contracts/libraries/standard-schema.js';
import type { ExecutionContext } from '../contracts/pipeline/execution-context.js';
import type { CallHandler, NestInterceptor } from '../contracts/pipeline/nest-interceptor.js';
import { Inject, Optional } from '../decorators/injection/inject.js';
import { Injectable } from '../decorators/injection/injectable.js';
import { commonError } from '../errors/catalogue.js';
import { CLASS_SERIALIZER_OPTIONS } from '../metadata/keys.js';
import { isPromiseLike } from '../values/is-promise-like.js';
import { issueMessages } from '../values/issue-messages.js';
import { serializeEach } from './map-async-iterable.js';
import { mapObservable } from './map-observable.js';
import { REFLECTOR, type ReflectorLike } from './reflector-like.js';
import type {
  StandardSchemaSerializerContextOptions,
  StandardSchemaSerializerInterceptorOptions,
} from './standard-schema-serializer-options.js';
import { isIterated, isStreamed } from './streamed-result.js';

/**
 * Sends the output of a schema for the handler result. The schema has to remove the properties that must not be sent: `z.object()`
 * of Zod and `v.object()` of Valibot do, an object of ArkType does with `'+': 'delete'`.
 *
 * @throws Error `Serialization failed: …` (a 500) if the schema refuses the result.
 * @see https://docs.nestjs.com/techniques/serialization
 * @example
 * \@UseInterceptors(StandardSchemaSerializerInterceptor)
 * \@SerializeOptions({ schema: z.object({ id: z.number() }) })
 */
@Injectable()
export class StandardSchemaSerializerInterceptor implements NestInterceptor {
  constructor(
    @Inject(REFLECTOR) protected readonly reflector: any,
    @Optional() protected readonly defaultOptions: StandardSchemaSerializerInterceptorOptions = {},
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<any> {
    const { schema, validateOptions } = { ...this.defaultOptions, ...this.getContextOptions(context) };
    return mapObservable(next.handle(), (result) => this.serialize(result, schema, validateOptions));
  }

  /**
   * Serializes a result, each element of an array, or each value of an async iterable; streams, bytes of an iterable,
   * primitives, `null` and `undefined` are returned unchanged.
   */
  serialize(response: any, schema: StandardSchemaV1 | undefined, options?: StandardSchemaOptions): unknown {
    if (!schema || typeof response !== 'object' || response === null || isStreamed(response)) return response;
    if (isIterated(response)) return serializeEach(response, (value) => this.serialize(value, schema, options));
    if (!Array.isArray(response)) return this.transformToPlain(response, schema, options);
    const items = response.map((item: unknown) => this.transformToPlain(item, schema, options));
    return items.some(isPromiseLike) ? Promise.all(items) : items;
  }

  transformToPlain(value: unknown, schema: StandardSchemaV1, options?: StandardSchemaOptions): unknown {
    if (value === undefined || value === null) return value;
    const result = schema['~standard'].validate(value, options);
    return isPromiseLike(result) ? Promise.resolve(result).then(outputOf) : outputOf(result);
  }

  protected getContextOptions(context: ExecutionContext): StandardSchemaSerializerContextOptions | undefined {
    const reflector: ReflectorLike = this.reflector;
    return reflector.getAllAndOverride(CLASS_SERIALIZER_OPTIONS, [context.getHandler(), context.getClass()]);
  }
}

function outputOf(result: StandardSchemaResult<unknown>): unknown {
  if (!result.issues) return result.value;
  throw commonError('PORTICO_SERIALIZATION_FAILED', {
    message: `Serialization failed: ${issueMessages(result.issues).join(', ')}`,
    remedy: 'Return what the schema of @SerializeOptions({ schema }) accepts, or change the schema.',
  });
}
