import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';

export interface ParseDatePipeOptions extends RefusalOptions {
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
  /** Returns the default date. */
  default?: (() => Date) | undefined;
}

const CALENDAR_DATE = /^\s*(\d{4})-(\d{2})-(\d{2})(?!\d)/;

/**
 * Converts a string, or a number of milliseconds, to a `Date`; refuses days that do not exist, such as February 30th.
 *
 * @throws HttpException 400 `Validation failed (invalid date format)`, or `(no Date provided)`
 * @example \@Query('from', ParseDatePipe) from: Date
 */
@Injectable()
export class ParseDatePipe implements PipeTransform<string | number | undefined | null> {
  protected exceptionFactory: (error: string) => any;

  constructor(@Optional() private readonly options: ParseDatePipeOptions = {}) {
    this.exceptionFactory = refusalOf(options);
  }

  transform(value: string | number | undefined | null, _metadata?: ArgumentMetadata): Date | null | undefined {
    if (value === undefined || value === null) {
      if (this.options.default) return this.options.default();
      if (this.options.optional) return value;
    }
    if (value === undefined || value === null || value === '') {
      throw this.exceptionFactory('Validation failed (no Date provided)');
    }
    const date = isDateLike(value) ? new Date(value) : new Date(Number.NaN);
    if (Number.isNaN(date.getTime()) || this.hasDayPastMonthEnd(value)) {
      throw this.exceptionFactory('Validation failed (invalid date format)');
    }
    return date;
  }

  private hasDayPastMonthEnd(value: string | number): boolean {
    const [, year, month, day] = CALENDAR_DATE.exec(String(value)) ?? [];
    if (!year) return false;
    const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    return Number(day) > lastDay;
  }
}

/** A query can also be an object or an array, which `Date` does not convert correctly. */
function isDateLike(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || value instanceof Date;
}
