import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';

export interface ParseIntPipeOptions extends RefusalOptions {
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
}

/**
 * Converts a string of digits to an integer; refuses everything else.
 *
 * @throws HttpException 400 `Validation failed (numeric string is expected)`
 * @see https://docs.nestjs.com/pipes#binding-pipes
 * @example \@Param('id', ParseIntPipe) id: number
 */
@Injectable()
export class ParseIntPipe implements PipeTransform<string> {
  protected exceptionFactory: (error: string) => any;

  constructor(@Optional() protected readonly options?: ParseIntPipeOptions) {
    this.exceptionFactory = refusalOf(options);
  }

  transform(value: string, _metadata?: ArgumentMetadata): any {
    if ((value === undefined || value === null) && this.options?.optional) return value;
    if (!this.isNumeric(value)) throw this.exceptionFactory('Validation failed (numeric string is expected)');
    return Number.parseInt(value, 10);
  }

  protected isNumeric(value: string): boolean {
    return (
      (typeof value === 'string' || typeof value === 'number') &&
      /^-?\d+$/.test(value) &&
      Number.isFinite(Number(value))
    );
  }
}
