import { HttpStatus } from '../../contracts/http/http-status.js';
import type { Type } from '../../contracts/injection/type.js';
import type { ClassTransformOptions, TransformerPackage } from '../../contracts/libraries/class-transformer.js';
import type {
  ValidationError,
  ValidationErrorFormat,
  ValidatorOptions,
  ValidatorPackage,
} from '../../contracts/libraries/class-validator.js';
import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { assertInstalled, loadOptionalPackage } from '../../optional-packages/optional-package.js';
import { numberOption } from '../../options/number-option.js';
import { stripProtoKeys } from '../../values/strip-proto-keys.js';
import { type ErrorHttpStatusCode, httpErrorOf } from '../http-error-by-code.js';
import { markNeedsType } from '../needs-type.js';
import { markLetsThrough } from '../noop-transform.js';
import { formatMessages, listMessages, withoutParentValues } from './validation-errors.js';

/** Options of the {@link ValidationPipe}; those of `class-validator` are passed to it. */
export interface ValidationPipeOptions extends ValidatorOptions {
  /** Passes an instance of the class, and primitives of the declared type, to the handler. Default: `false`. */
  transform?: boolean | undefined;
  /** Omits the messages from the response. Default: `false`. */
  disableErrorMessages?: boolean | undefined;
  /** Options of `class-transformer`. */
  transformOptions?: ClassTransformOptions | undefined;
  /** Status of the exception. Default: 400. */
  errorHttpStatusCode?: ErrorHttpStatusCode | undefined;
  /** Creates the exception from the errors. */
  exceptionFactory?: ((errors: ValidationError[]) => any) | undefined;
  /** Also validates parameters of custom decorators. Default: `false`. */
  validateCustomDecorators?: boolean | undefined;
  /** The class to validate against, instead of the declared type. */
  expectedType?: Type<unknown> | undefined;
  /** Messages as a list, or by property. Default: `'list'`. */
  errorFormat?: ValidationErrorFormat | undefined;
  /** The maximum number of characters of all messages in a response. Default: 1,000,000. */
  maxErrorMessagesLength?: number | undefined;
  /** Used instead of `class-validator`. */
  validatorPackage?: ValidatorPackage | undefined;
  /** Used instead of `class-transformer`. */
  transformerPackage?: TransformerPackage | undefined;
}

/** Types without rules, which are not validated. */
const BUILT_IN_TYPES: ReadonlySet<unknown> = new Set([String, Boolean, Number, Array, Object, Buffer, Date, BigInt]);

interface MetadataStorageHost {
  getMetadataStorage?: () => {
    getTargetValidationMetadatas(type: Function, schema: string, always: boolean, strictGroups: boolean): unknown[];
  };
}

/**
 * Validates arguments against the `class-validator` rules of their class.
 *
 * @throws FrameworkError `PORTICO_PACKAGE_MISSING` when `class-validator` or `class-transformer` is not installed.
 * @throws HttpException 400, with the messages, for arguments that break a rule.
 * @see https://docs.nestjs.com/techniques/validation
 * @example app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
 */
@Injectable()
export class ValidationPipe implements PipeTransform<any> {
  protected isTransformEnabled: boolean;
  protected isDetailedOutputDisabled: boolean | undefined;
  protected validatorOptions: ValidatorOptions;
  protected transformOptions: ClassTransformOptions | undefined;
  protected errorHttpStatusCode: ErrorHttpStatusCode;
  protected expectedType: Type<unknown> | undefined;
  protected exceptionFactory: (errors: ValidationError[]) => any;
  protected validateCustomDecorators: boolean;
  protected errorFormat: ValidationErrorFormat;
  protected maxErrorMessagesLength: number;
  /**
   * Without `transform` the handler gets the original value. If an option of `class-validator` is set, it gets a
   * plain object made of the validated instance, with the values that its `@Type()` rules have converted.
   */
  private readonly handsOverConverted: boolean;
  private validator: ValidatorPackage | undefined;
  private transformer: TransformerPackage | undefined;

  constructor(@Optional() options: ValidationPipeOptions = {}) {
    const {
      transform,
      disableErrorMessages,
      errorHttpStatusCode,
      expectedType,
      transformOptions,
      validateCustomDecorators,
      errorFormat,
      maxErrorMessagesLength,
      exceptionFactory,
      validatorPackage,
      transformerPackage,
      ...validatorOptions
    } = options;
    const { forbidUnknownValues: _own, ...others } = validatorOptions;
    this.handsOverConverted = Object.keys(others).length > 0;
    this.validatorOptions = {
      forbidUnknownValues: false,
      ...validatorOptions,
      validationError: { target: false, ...validatorOptions.validationError },
    };
    this.isTransformEnabled = transform === true;
    this.transformOptions = transformOptions;
    this.isDetailedOutputDisabled = disableErrorMessages;
    this.validateCustomDecorators = validateCustomDecorators ?? false;
    this.errorHttpStatusCode = errorHttpStatusCode ?? HttpStatus.BAD_REQUEST;
    this.expectedType = expectedType;
    this.errorFormat = errorFormat ?? 'list';
    this.maxErrorMessagesLength = numberOption('ValidationPipe', 'maxErrorMessagesLength', maxErrorMessagesLength, {
      kind: 'countOrNone',
      default: 1_000_000,
    });
    this.exceptionFactory = exceptionFactory ?? this.createExceptionFactory();
    this.validator = validatorPackage;
    this.transformer = transformerPackage;
    // Loads at the first value, but reports missing packages now.
    const loaded = [
      ...(validatorPackage ? [] : ['class-validator']),
      ...(transformerPackage ? [] : ['class-transformer']),
    ];
    assertInstalled(loaded, 'ValidationPipe');
  }

  protected loadValidator(): ValidatorPackage {
    this.validator ??= loadOptionalPackage<ValidatorPackage>('class-validator', 'ValidationPipe');
    return this.validator;
  }

  protected loadTransformer(): TransformerPackage {
    this.transformer ??= loadOptionalPackage<TransformerPackage>('class-transformer', 'ValidationPipe');
    return this.transformer;
  }

  async transform(value: any, metadata: ArgumentMetadata): Promise<any> {
    const known = this.expectedType ? { ...metadata, metatype: this.expectedType } : metadata;
    const { metatype } = known;
    if (!metatype || !this.toValidate(known)) {
      return this.isTransformEnabled ? this.transformPrimitive(value, known) : value;
    }

    const given: unknown = this.toEmptyIfNil(value);
    stripProtoKeys(given);
    const entity: unknown = this.loadTransformer().plainToInstance(metatype, given, this.transformOptions);
    const subject = subjectOf(entity, metatype);
    const errors = await this.validate(subject, this.validatorOptions);
    if (errors.length > 0) throw await this.exceptionFactory(this.prepareErrors(errors));
    if (!isObjectOfFields(entity) && this.hasValidationRules(metatype)) {
      // There are no errors only because the value has no properties of the class.
      throw await this.exceptionFactory([
        { property: '', constraints: { isObject: 'Validation failed (object is expected)' }, children: [] },
      ]);
    }

    if (this.isTransformEnabled) return entity;
    if (value === undefined || value === null) return value;
    return this.handsOverConverted ? this.loadTransformer().classToPlain(entity, this.transformOptions) : value;
  }

  /** Creates the function that turns errors into an exception. */
  createExceptionFactory(): (validationErrors?: ValidationError[]) => unknown {
    return (validationErrors = []) => {
      if (this.isDetailedOutputDisabled) return httpErrorOf(this.errorHttpStatusCode);
      return httpErrorOf(
        this.errorHttpStatusCode,
        formatMessages(validationErrors, this.errorFormat, this.maxErrorMessagesLength),
      );
    };
  }

  /** Returns whether an argument of this kind is validated. */
  protected toValidate(metadata: ArgumentMetadata): boolean {
    if (metadata.type === 'custom' && !this.validateCustomDecorators) return false;
    // Compilers may emit an enum as the type of a parameter: an object without rules.
    return typeof metadata.metatype === 'function' && !BUILT_IN_TYPES.has(metadata.metatype);
  }

  protected transformPrimitive(value: any, metadata: ArgumentMetadata): any {
    const { metatype, type, data } = metadata;
    if (!data || value === undefined || (type !== 'query' && type !== 'param')) return value;
    if (metatype === Boolean) return value === true || value === 'true';
    if (metatype === Number) return +value;
    if (metatype === String) return String(value);
    return value;
  }

  protected toEmptyIfNil<T = any>(value: T): T | object {
    return value === undefined || value === null ? {} : value;
  }

  protected validate(
    object: object,
    validatorOptions?: ValidatorOptions,
  ): Promise<ValidationError[]> | ValidationError[] {
    return this.loadValidator().validate(object, validatorOptions);
  }

  protected flattenValidationErrors(validationErrors: ValidationError[]): string[] {
    return listMessages(validationErrors);
  }

  private prepareErrors(errors: ValidationError[]): ValidationError[] {
    return this.validatorOptions.validationError?.value === true ? errors : withoutParentValues(errors);
  }

  private hasValidationRules(metatype: Type<unknown>): boolean {
    // class-validator exports this function; another package that replaces it need not.
    const storage = (this.loadValidator() as MetadataStorageHost).getMetadataStorage?.();
    return (storage?.getTargetValidationMetadatas(metatype, '', false, false).length ?? 0) > 0;
  }
}

markLetsThrough<ValidationPipe>(ValidationPipe.prototype.transform, function (this: ValidationPipe, metadata) {
  if (this['isTransformEnabled'] || this['expectedType']) return false;
  return !metadata.metatype || !this['toValidate'](metadata);
});

markNeedsType<ValidationPipe>(ValidationPipe.prototype.transform, function (this: ValidationPipe) {
  return this['expectedType'] === undefined;
});

/** The value that is validated: an object of the class, whatever the input was. */
function subjectOf(entity: unknown, metatype: Type<unknown>): object {
  if (typeof entity !== 'object' || entity === null) return { constructor: metatype };
  if (entity.constructor !== metatype) {
    if (!isObjectOfFields(entity)) return { constructor: metatype };
    entity.constructor = metatype;
  }
  return entity;
}

function isObjectOfFields(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof ArrayBuffer)
  );
}
