import { isController, isExceptionFilter, isInjectable } from '@portico/common/internal';
import type { ProviderRecord } from '../container/records.js';
import { missingTypes } from '../errors/dependency-errors.js';
import type { Ask } from './asks.js';

/**
 * Refuses a class whose constructor has parameters of which nothing is known: no emitted types, no
 * decorator, no list. Classes of libraries, which carry no decorator, are made without arguments.
 *
 * @throws FrameworkError `PORTICO_MISSING_TYPES`
 */
export function checkEmittedTypes(
  record: ProviderRecord,
  asks: readonly Ask[],
  chain: readonly ProviderRecord[],
): void {
  if (asks.length > 0) {
    const missing = asks.find((ask) => ask.source === 'missing' && !ask.optional);
    if (missing) throw missingTypes(record, record.metatype as Function, missing.place as number, chain);
    return;
  }
  const owner = constructorOwner(record.metatype as Function);
  if (owner.length > 0 && isDecorated(owner)) throw missingTypes(record, owner, 0, chain);
}

/** The class of the chain whose constructor runs first: a class without one of its own has its parent's. */
function constructorOwner(type: Function): Function {
  let owner = type;
  while (owner.length === 0) {
    const parent = Object.getPrototypeOf(owner) as Function | null;
    if (parent === null || parent === Function.prototype || hasConstructor(owner)) return owner;
    owner = parent;
  }
  return owner;
}

function hasConstructor(type: Function): boolean {
  return /\bconstructor\s*\(/.test(Function.prototype.toString.call(type));
}

function isDecorated(type: Function): boolean {
  return isInjectable(type) || isController(type) || isExceptionFilter(type);
}
