import type { ArgumentMetadata, PipeTransform } from '../contracts/pipeline/pipe-transform.js';
import { Injectable } from '../decorators/injection/injectable.js';
import { isPlainObject } from '../values/is-plain-object.js';

/**
 * Replaces `undefined`, `null` and `NaN` by a default value. Plain objects and arrays are copied, so that handlers do
 * not change the default of others.
 *
 * @see https://docs.nestjs.com/pipes#providing-defaults
 * @example \@Query('page', new DefaultValuePipe(0), ParseIntPipe) page: number
 */
@Injectable()
export class DefaultValuePipe<T = any, R = any> implements PipeTransform<T, T | R> {
  constructor(protected readonly defaultValue: R) {}

  transform(value?: T, _metadata?: ArgumentMetadata): T | R {
    if (value === undefined || value === null || Number.isNaN(value)) return copy(this.defaultValue);
    return value;
  }
}

function copy<V>(value: V): V;
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
}
