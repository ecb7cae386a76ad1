import { type FrameworkError, isFrameworkError, isObjectOrFunction } from '@portico/common/internal';
import type { ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';
import { nestErrors } from './nestjs-errors.js';

/** A factory threw, or its promise was rejected, while the application started; its error is the cause. */
export function factoryFailed(record: ProviderRecord, cause: unknown): unknown {
  if (isFrameworkError(cause)) return cause;
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return coreError({
    code: 'PORTICO_FACTORY_FAILED',
    lines: [`The factory of ${record.name} in ${record.host.name} failed: ${text}`],
    remedies: [
      'Fix the error in the factory: error.cause is the original error, with its stack.',
      'If the application can start without the value, catch the error in the factory and return a fallback.',
    ],
    cause,
  });
}

/** A value that is not a class cannot be instantiated. */
export function invalidClass(value: unknown, where: string): FrameworkError {
  return coreError({
    code: 'PORTICO_INVALID_CLASS',
    counterpart: where.startsWith('moduleRef.') ? nestErrors.invalidClass(value) : undefined,
    lines: [`${where} received ${value === undefined ? 'undefined' : tokenName(value)}, which is not a class.`],
    remedies: [
      'Pass the class itself, not an instance, a token or a function.',
      value === undefined && 'If the class is imported, check for a circular import between the two files.',
    ],
  });
}

/** Returns whether an `APP_*` provider has been created, and is `null` or `undefined`. */
export function isAbsentGlobalEnhancer(record: ProviderRecord): boolean {
  const { instance, progress, host, token } = record;
  return (instance === undefined || instance === null) && progress === 'made' && host.providers.get(token) === record;
}

/** A global enhancer does not run, because its provider returned nothing. */
export function absentEnhancer(record: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_ABSENT_ENHANCER',
    lines: [
      `The global ${record.subtype} ${record.name} of ${record.host.name} is ${String(record.instance)} and does not run.`,
    ],
    remedies: [
      'Return an instance from "useFactory", or pass one as "useValue".',
      'If it is disabled on purpose, remove the provider from the module to silence this warning.',
    ],
  });
}

const METHODS = { guard: 'canActivate', interceptor: 'intercept', pipe: 'transform', filter: 'catch' } as const;

/**
 * Rejects an enhancer whose instance lacks the method of its kind. A global one that is `null` or `undefined` is
 * removed later, with a warning.
 *
 * @throws FrameworkError `PORTICO_INVALID_ENHANCER`
 */
export function checkEnhancer(record: ProviderRecord, instance: unknown = record.instance): void {
  const { subtype, host } = record;
  if (subtype === undefined || isAbsentGlobalEnhancer(record)) return;
  if (isObjectOrFunction(instance) && typeof instance[METHODS[subtype]] === 'function') return;
  throw coreError({
    code: 'PORTICO_INVALID_ENHANCER',
    counterpart: nestErrors.invalidEnhancer(subtype, record.name, METHODS[subtype]),
    lines: [
      `The ${subtype} ${record.name} of ${host.name} is ${tokenName(instance)}, which has no method "${METHODS[subtype]}", so it would never run.`,
    ],
    remedies: [
      `Provide a class or an instance with a method "${METHODS[subtype]}".`,
      '"useValue" must be an instance, not a class or an array; register several enhancers as several providers.',
    ],
  });
}
