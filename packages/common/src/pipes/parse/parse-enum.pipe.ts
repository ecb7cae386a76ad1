import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { commonError } from '../../errors/catalogue.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';

export interface ParseEnumPipeOptions extends RefusalOptions {
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
}

/**
 * Accepts the values of an enum; those of a numeric enum also as strings, which become numbers.
 *
 * @throws HttpException 400 `Validation failed (enum string is expected)`
 * @example \@Query('order', new ParseEnumPipe(Order)) order: Order
 */
@Injectable()
export class ParseEnumPipe<T = any> implements PipeTransform<T> {
  protected exceptionFactory: (error: string) => any;
  private readonly values: ReadonlyMap<string, unknown>;

  constructor(
    protected readonly enumType: T,
    @Optional() protected readonly options?: ParseEnumPipeOptions,
  ) {
    if (!enumType) {
      throw commonError('PORTICO_ENUM_MISSING', {
        message: '"ParseEnumPipe" requires "enumType" argument specified (to validate input values).',
        remedy:
          'Pass the enum: new ParseEnumPipe(Colour). If it is passed, check for two files that import each other: it is undefined until its file has been evaluated.',
      });
    }
    this.exceptionFactory = refusalOf(options);
    const record: Readonly<Record<string, unknown>> = enumType;
    // Numeric enums also map numbers to names: numeric keys are not members.
    this.values = new Map(
      Object.keys(record)
        .filter((key) => Number.isNaN(Number(key)))
        .map((key) => [String(record[key]), record[key]]),
    );
  }

  transform(value: T, _metadata?: ArgumentMetadata): any {
    if ((value === undefined || value === null) && this.options?.optional) return value;
    if (!this.isEnum(value)) throw this.exceptionFactory('Validation failed (enum string is expected)');
    return this.values.get(String(value));
  }

  protected isEnum(value: unknown): boolean {
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const member = this.values.get(String(value));
    return member !== undefined && (typeof value === 'string' || value === member);
  }
}
