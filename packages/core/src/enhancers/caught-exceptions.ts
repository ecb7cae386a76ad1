import type { ExceptionFilter, Type } from '@portico/common';
import { readCaughtTypes } from '@portico/common/internal';
import { ProviderRecord } from '../container/provider-record.js';

/** Returns the exception classes that `@Catch()` names on a filter; none means every exception. */
export function caughtExceptions(
  filter: ExceptionFilter | Type<ExceptionFilter> | ProviderRecord<ExceptionFilter>,
): readonly Type<unknown>[] {
  if (typeof filter === 'function') return readCaughtTypes(filter);
  if (filter instanceof ProviderRecord) return caughtByProvider(filter);
  return readCaughtTypes(filter.constructor);
}

/** The class of the provider has them; for a factory, the class of its result. */
function caughtByProvider(record: ProviderRecord<ExceptionFilter>): readonly Type<unknown>[] {
  const made = record.instance;
  const type = made ? made.constructor : record.metatype;
  return type ? readCaughtTypes(type) : [];
}
