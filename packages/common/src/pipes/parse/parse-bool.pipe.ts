import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';

export interface ParseBoolPipeOptions extends RefusalOptions {
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
}

/**
 * Converts `'true'` and `'false'` to a boolean; refuses everything else.
 *
 * @throws HttpException 400 `Validation failed (boolean string is expected)`
 * @example \@Query('all', ParseBoolPipe) all: boolean
 */
@Injectable()
export class ParseBoolPipe implements PipeTransform<string | boolean> {
  protected exceptionFactory: (error: string) => any;

  constructor(@Optional() protected readonly options?: ParseBoolPipeOptions) {
    this.exceptionFactory = refusalOf(options);
  }

  transform(value: string | boolean, _metadata?: ArgumentMetadata): any {
    if ((value === undefined || value === null) && this.options?.optional) return value;
    if (this.isTrue(value)) return true;
    if (this.isFalse(value)) return false;
    throw this.exceptionFactory('Validation failed (boolean string is expected)');
  }

  protected isTrue(value: string | boolean): boolean {
    return value === true || value === 'true';
  }

  protected isFalse(value: string | boolean): boolean {
    return value === false || value === 'false';
  }
}
