import type { Observable } from 'rxjs';
import type { TransformerPackage } from '../contracts/libraries/class-transformer.js';
import type { ExecutionContext } from '../contracts/pipeline/execution-context.js';
import type { CallHandler, NestInterceptor } from '../contracts/pipeline/nest-interceptor.js';
import { Inject, Optional } from '../decorators/injection/inject.js';
import { Injectable } from '../decorators/injection/injectable.js';
import { CLASS_SERIALIZER_OPTIONS } from '../metadata/keys.js';
import { assertInstalled, loadOptionalPackage } from '../optional-packages/optional-package.js';
import type { ClassSerializerContextOptions, ClassSerializerInterceptorOptions } from './class-serializer-options.js';
import { serializeEach } from './map-async-iterable.js';
import { mapObservable } from './map-observable.js';
import type { PlainLiteralObject } from './plain-literal-object.js';
import { REFLECTOR, type ReflectorLike } from './reflector-like.js';
import { isIterated, isStreamed } from './streamed-result.js';

/**
 * Serializes handler results according to the `class-transformer` decorators of their class.
 *
 * @throws FrameworkError `PORTICO_PACKAGE_MISSING` when `class-transformer` is not installed.
 * @see https://docs.nestjs.com/techniques/serialization
 * @example
 * \@UseInterceptors(ClassSerializerInterceptor)
 * \@Get() findOne() { return new UserEntity({ name: 'Ada', password: 'secret' }); } // sends no password
 */
@Injectable()
export class ClassSerializerInterceptor implements NestInterceptor {
  private transformer: TransformerPackage | undefined;

  constructor(
    @Inject(REFLECTOR) protected readonly reflector: any,
    @Optional() protected readonly defaultOptions: ClassSerializerInterceptorOptions = {},
  ) {
    this.transformer = defaultOptions.transformerPackage;
    if (!this.transformer) assertInstalled(['class-transformer'], 'ClassSerializerInterceptor');
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<any> | Promise<Observable<any>> {
    const options = { ...this.defaultOptions, ...this.getContextOptions(context) };
    return mapObservable(next.handle(), (result) => this.serialize(result, options));
  }

  /**
   * Serializes a result, each element of an array, or each value of an async iterable; streams, bytes of an iterable and
   * primitives are returned unchanged.
   */
  serialize(
    response: PlainLiteralObject | PlainLiteralObject[],
    options: ClassSerializerContextOptions,
  ): PlainLiteralObject | PlainLiteralObject[] {
    if (typeof response !== 'object' || response === null || isStreamed(response)) return response;
    if (isIterated(response)) return serializeEach(response, (value) => this.serialize(value!, options));
    return Array.isArray(response)
      ? response.map((item) => this.transformToPlain(item, options))
      : this.transformToPlain(response, options);
  }

  transformToPlain(plainOrClass: any, options: ClassSerializerContextOptions): PlainLiteralObject {
    if (plainOrClass === undefined || plainOrClass === null) return plainOrClass;
    this.transformer ??= loadOptionalPackage<TransformerPackage>('class-transformer', 'ClassSerializerInterceptor');
    const transformer = this.transformer;
    const instance: unknown =
      options.type && !(plainOrClass instanceof options.type)
        ? transformer.plainToInstance(options.type, plainOrClass, options)
        : plainOrClass;
    return transformer.classToPlain(instance, options);
  }

  protected getContextOptions(context: ExecutionContext): ClassSerializerContextOptions | undefined {
    const reflector: ReflectorLike = this.reflector;
    return reflector.getAllAndOverride(CLASS_SERIALIZER_OPTIONS, [context.getHandler(), context.getClass()]);
  }
}
