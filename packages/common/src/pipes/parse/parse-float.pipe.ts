import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';

export interface ParseFloatPipeOptions extends RefusalOptions {
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Converts a decimal string to a number; refuses everything else, including `Infinity` and hexadecimal numbers.
 *
 * @throws HttpException 400 `Validation failed (numeric string is expected)`
 * @example \@Query('price', ParseFloatPipe) price: number
 */
@Injectable()
export class ParseFloatPipe implements PipeTransform<string> {
  protected exceptionFactory: (error: string) => any;

  constructor(@Optional() protected readonly options?: ParseFloatPipeOptions) {
    this.exceptionFactory = refusalOf(options);
  }

  transform(value: string, _metadata?: ArgumentMetadata): any {
    if ((value === undefined || value === null) && this.options?.optional) return value;
    if (!this.isNumeric(value)) throw this.exceptionFactory('Validation failed (numeric string is expected)');
    return Number.parseFloat(value);
  }

  protected isNumeric(value: string): boolean {
    return (
      (typeof value === 'string' || typeof value === 'number') && DECIMAL.test(value) && Number.isFinite(Number(value))
    );
  }
}
