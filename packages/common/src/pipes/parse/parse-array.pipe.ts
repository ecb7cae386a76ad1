import { HttpStatus } from '../../contracts/http/http-status.js';
import type { Type } from '../../contracts/injection/type.js';
import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { isHttpException } from '../../exceptions/http-exception-like.js';
import { isObject } from '../../values/is-object.js';
import { httpErrorOf } from '../http-error-by-code.js';
import { ValidationPipe, type ValidationPipeOptions } from '../validation/validation.pipe.js';

/** Options of the {@link ParseArrayPipe}; the options of the `ValidationPipe` apply to items of a class. */
export interface ParseArrayOptions
  extends Omit<ValidationPipeOptions, 'transform' | 'validateCustomDecorators' | 'exceptionFactory'> {
  /** The type of each item: a primitive, or a class, whose instances are validated. */
  items?: Type<unknown> | undefined;
  /** The separator of items in a string. Default: `','`. */
  separator?: string | undefined;
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
  /** Creates the exception from the error, or the errors. */
  exceptionFactory?: ((error: any) => any) | undefined;
}

/** A second name for {@link ParseArrayOptions}. */
export type ParseArrayPipeOptions = ParseArrayOptions;

/** Excludes other notations that `Number()` accepts, such as `0x10`. */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

const NOT_AN_ARRAY = 'Validation failed (parsable array expected)';

/**
 * Converts a separated string to an array, or accepts an array, and validates its items. With `stopAtFirstError:
 * false`, the exception contains the errors of all items with their index.
 *
 * @throws HttpException 400
 * @see https://docs.nestjs.com/techniques/validation#parsing-and-validating-arrays
 * @example \@Query('ids', new ParseArrayPipe({ items: Number })) ids: number[]
 */
@Injectable()
export class ParseArrayPipe implements PipeTransform {
  protected exceptionFactory: (error: any) => any;
  private readonly itemPipe: ValidationPipe | undefined;

  constructor(@Optional() protected readonly options: ParseArrayOptions = {}) {
    const { items, separator: _separator, optional: _optional, exceptionFactory, ...itemOptions } = options;
    const { errorHttpStatusCode = HttpStatus.BAD_REQUEST } = options;
    this.exceptionFactory = exceptionFactory ?? ((error) => httpErrorOf(errorHttpStatusCode, error));
    if (items && !this.isExpectedTypePrimitive()) {
      this.itemPipe = new ValidationPipe({
        transform: true,
        validateCustomDecorators: true,
        ...itemOptions,
        ...(exceptionFactory && options.stopAtFirstError !== false ? { exceptionFactory } : {}),
      });
    }
  }

  async transform(value: any, metadata: ArgumentMetadata): Promise<any> {
    if (value === undefined || value === null) {
      if (this.options.optional) return value;
      throw this.exceptionFactory(NOT_AN_ARRAY);
    }
    if (typeof value !== 'string' && !Array.isArray(value)) throw this.exceptionFactory(NOT_AN_ARRAY);
    const items: unknown[] = typeof value === 'string' ? value.trim().split(this.options.separator ?? ',') : value;
    if (!this.options.items) return items;
    return this.options.stopAtFirstError === false ? this.parseAll(items, metadata) : this.parseEach(items, metadata);
  }

  /** Stops at the first invalid item. */
  private async parseEach(items: unknown[], metadata: ArgumentMetadata): Promise<unknown[]> {
    if (!this.itemPipe) return items.map((item, index) => this.validatePrimitive(item, index));
    return Promise.all(items.map((item) => this.parseInstance(item, metadata)));
  }

  /** Validates every item and reports all that are invalid. */
  private async parseAll(items: unknown[], metadata: ArgumentMetadata): Promise<unknown[]> {
    const parsed: unknown[] = [];
    const errors: string[] = [];
    for (const [index, item] of items.entries()) {
      if (!this.itemPipe) {
        const problem = this.problemOf(item);
        if (problem) errors.push(`[${index}] ${problem}`);
        else parsed.push(this.toPrimitive(item));
        continue;
      }
      try {
        parsed.push(await this.parseInstance(item, metadata));
      } catch (error) {
        errors.push(...messagesOf(error).map((message) => `[${index}] ${message}`));
      }
    }
    if (errors.length > 0) throw this.exceptionFactory(errors);
    return parsed;
  }

  private parseInstance(item: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return this.itemPipe!.transform(fromJson(item), {
      ...metadata,
      metatype: this.options.items,
      type: 'query',
      data: undefined,
    });
  }

  protected isExpectedTypePrimitive(): boolean {
    const { items } = this.options;
    return items === Boolean || items === Number || items === String;
  }

  protected validatePrimitive(originalValue: any, index?: number): any {
    const problem = this.problemOf(originalValue);
    if (problem) throw this.exceptionFactory(index === undefined ? problem : `[${index}] ${problem}`);
    return this.toPrimitive(originalValue);
  }

  private problemOf(value: unknown): string | undefined {
    if (this.options.items === Number && !this.isNumeric(value)) return 'item must be a number';
    if (this.options.items === Boolean && !BOOLEANS.includes(value)) return 'item must be a boolean value';
    return undefined;
  }

  private toPrimitive(value: unknown): unknown {
    if (this.options.items === Number) return Number(value);
    if (this.options.items === Boolean) return value === true || value === 'true';
    return String(value);
  }

  protected isNumeric(value: unknown): boolean {
    if (typeof value === 'number') return Number.isFinite(value);
    return typeof value === 'string' && DECIMAL.test(value) && Number.isFinite(Number(value));
  }
}

/** Objects in a query arrive as text. */
function fromJson(item: unknown): unknown {
  if (typeof item !== 'string') return item;
  try {
    return JSON.parse(item);
  } catch {
    return item;
  }
}

const BOOLEANS: readonly unknown[] = [true, false, 'true', 'false'];

function messagesOf(error: unknown): string[] {
  if (!isHttpException(error)) throw error;
  const response: unknown = error.getResponse();
  const message = isObject(response) ? response.message : undefined;
  return Array.isArray(message) ? message : [typeof message === 'string' ? message : error.message];
}
