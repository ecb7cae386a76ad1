import { isObject } from '@portico/common/internal';
import type { Observable } from 'rxjs';

/**
 * Recognizes an Observable by its shape, so that rxjs need not be loaded, and Observables of a second installed copy of
 * rxjs are also recognized.
 */
export function isObservable(value: unknown): value is Observable<unknown> {
  return isObject(value) && typeof value.subscribe === 'function' && typeof value.pipe === 'function';
}
