import { HttpStatus } from '../../contracts/http/http-status.js';
import type {
  StandardSchemaIssue,
  StandardSchemaOptions,
  StandardSchemaResult,
  StandardSchemaV1,
} from '../../contracts/libraries/standard-schema.js';
import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { issueMessages } from '../../values/issue-messages.js';
import { stripProtoKeys } from '../../values/strip-proto-keys.js';
import { type ErrorHttpStatusCode, httpErrorOf } from '../http-error-by-code.js';
import { markLetsThrough } from '../noop-transform.js';

export interface StandardSchemaValidationPipeOptions {
  /** Passes the output of the schema to the handler, with its defaults and transformations. Default: `true`. */
  transform?: boolean | undefined;
  /** Also validates parameters of custom decorators. Default: `false`. */
  validateCustomDecorators?: boolean | undefined;
  /** Passed to `validate` of the schema. */
  validateOptions?: StandardSchemaOptions | undefined;
  /** Status of the exception. Default: 400. */
  errorHttpStatusCode?: ErrorHttpStatusCode | undefined;
  /** Creates the exception from the issues. */
  exceptionFactory?: ((issues: readonly StandardSchemaIssue[]) => any) | undefined;
}

/**
 * Validates arguments against the schema of their decorator. Supports every library that implements the Standard
 * Schema specification.
 *
 * @throws HttpException 400, with one message for each issue.
 * @see https://docs.nestjs.com/techniques/validation
 * @example
 * app.useGlobalPipes(new StandardSchemaValidationPipe());
 * create(\@Body({ schema: z.object({ name: z.string() }) }) cat: Cat) {}
 */
@Injectable()
export class StandardSchemaValidationPipe implements PipeTransform<any> {
  protected isTransformEnabled: boolean;
  protected validateCustomDecorators: boolean;
  protected validateOptions: StandardSchemaOptions | undefined;
  protected exceptionFactory: (issues: readonly StandardSchemaIssue[]) => any;

  constructor(@Optional() protected readonly options: StandardSchemaValidationPipeOptions = {}) {
    const {
      transform = true,
      validateCustomDecorators = false,
      errorHttpStatusCode = HttpStatus.BAD_REQUEST,
    } = options;
    this.isTransformEnabled = transform;
    this.validateCustomDecorators = validateCustomDecorators;
    this.validateOptions = options.validateOptions;
    this.exceptionFactory =
      options.exceptionFactory ?? ((issues) => httpErrorOf(errorHttpStatusCode, this.formatIssueMessages(issues)));
  }

  /** One message for each issue, preceded by its path. */
  protected formatIssueMessages(issues: readonly StandardSchemaIssue[]): string[] {
    return issueMessages(issues);
  }

  async transform(value: any, metadata: ArgumentMetadata): Promise<any> {
    const { schema } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    this.stripProtoKeys(value);
    const result = await this.validate(value, schema, this.validateOptions);
    if (result.issues) throw await this.exceptionFactory(result.issues);
    return this.isTransformEnabled ? result.value : value;
  }

  protected toValidate(metadata: ArgumentMetadata): boolean {
    return metadata.type !== 'custom' || this.validateCustomDecorators;
  }

  protected validate<T = unknown>(
    value: unknown,
    schema: StandardSchemaV1<unknown, T>,
    options?: StandardSchemaOptions,
  ): Promise<StandardSchemaResult<T>> | StandardSchemaResult<T> {
    return schema['~standard'].validate(value, options);
  }

  protected stripProtoKeys(value: any): void {
    stripProtoKeys(value);
  }
}

markLetsThrough<StandardSchemaValidationPipe>(
  StandardSchemaValidationPipe.prototype.transform,
  function (this: StandardSchemaValidationPipe, metadata) {
    return !metadata.schema || !this['toValidate'](metadata);
  },
);
