import { type InjectionToken, Scope, type Type } from '@portico/common';
import { type EnhancerKind, isObject, isPromiseLike, readScopeOptions } from '@portico/common/internal';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '../container/core-tokens.js';
import type { ModuleRecord } from '../container/records.js';
import { ProviderRecord } from '../container/records.js';
import { invalidProvider, undefinedEntry } from '../errors/module-errors.js';
import { ClassFacts, classFacts } from './class-facts.js';

/** A provider object, in any of its four forms. */
export interface CustomProvider {
  readonly provide: InjectionToken;
  readonly useClass?: Type;
  readonly useValue?: unknown;
  readonly useFactory?: (...args: never[]) => unknown;
  readonly useExisting?: InjectionToken;
  readonly inject?: readonly unknown[];
  readonly scope?: Scope;
  readonly durable?: boolean;
}

const GLOBAL_ENHANCERS = new Map<unknown, EnhancerKind>([
  [APP_GUARD, 'guard'],
  [APP_INTERCEPTOR, 'interceptor'],
  [APP_PIPE, 'pipe'],
  [APP_FILTER, 'filter'],
]);

let globalEnhancers = 0;

/**
 * Adds a provider to a module; if two have the same token, the last one is used.
 *
 * @param index its position in the list, for messages
 * @returns the record, with `subtype` set if it is a global enhancer
 */
export function registerProvider(module: ModuleRecord, definition: unknown, index: number): ProviderRecord {
  if (typeof definition === 'function') return keep(module, classRecord(module, definition, definition));
  if (definition === undefined || definition === null) throw undefinedEntry(module, 'provider', index, definition);
  return keep(module, customRecord(module, definition, index));
}

/** Adds a controller to a module. */
export function registerController(module: ModuleRecord, definition: unknown, index: number): ProviderRecord {
  if (typeof definition !== 'function') throw undefinedEntry(module, 'controller', index, definition);
  const known = module.controllers.get(definition);
  if (known) return known;
  const record = classRecord<object>(module, definition, definition);
  module.controllers.set(definition, record);
  return record;
}

/** Adds an enhancer class to a module, in which it has one instance. */
export function registerInjectable<T>(module: ModuleRecord, type: Type<T>, subtype: EnhancerKind): ProviderRecord<T> {
  const known = module.getInjectable(type);
  if (known) return known;
  const record = classRecord(module, type, type, subtype);
  module.injectables.set(type, record);
  return record;
}

/** Creates the record for a class; the scope of the definition overrides that of the class. */
export function classRecord<T = unknown>(
  host: ModuleRecord,
  token: InjectionToken,
  metatype: Type<T> | Function,
  subtype?: EnhancerKind,
  own?: { readonly scope?: Scope; readonly durable?: boolean },
): ProviderRecord<T> {
  const record = new ProviderRecord<T>(token, host, 'class');
  record.metatype = metatype;
  record.subtype = subtype;
  // Values that are not classes are rejected when they are instantiated.
  const declared = typeof metatype === 'function' ? readScopeOptions(metatype) : undefined;
  record.facts = typeof metatype === 'function' ? classFacts(metatype) : ClassFacts.None;
  record.scope = own?.scope ?? declared?.scope ?? Scope.DEFAULT;
  record.durableOption = own?.durable ?? declared?.durable;
  return record;
}

/** Creates the record for a provider object. */
export function customRecord(module: ModuleRecord, definition: unknown, index: number): ProviderRecord {
  if (!isCustomProvider(definition)) throw invalidProvider(module, definition, index);
  const subtype = GLOBAL_ENHANCERS.get(definition.provide);
  const token = subtype ? `${String(definition.provide)} (${++globalEnhancers})` : definition.provide;
  const { scope, durable } = definition;
  if (!isAbsent(definition.useClass)) {
    return classRecord(module, token, definition.useClass, subtype, { scope, durable });
  }
  if (!isAbsent(definition.useFactory)) {
    const record = new ProviderRecord(token, module, 'factory');
    record.metatype = definition.useFactory;
    record.inject = definition.inject ?? [];
    record.subtype = subtype;
    record.scope = scope ?? Scope.DEFAULT;
    record.durableOption = durable;
    return record;
  }
  if (!isAbsent(definition.useExisting)) {
    const record = new ProviderRecord(token, module, 'alias');
    record.inject = [definition.useExisting];
    record.subtype = subtype;
    return record;
  }
  if (!('useValue' in definition)) throw invalidProvider(module, definition, index);
  return valueRecord(module, token, definition.useValue, subtype);
}

/** Creates the record for a value, or for a promise of one. */
export function valueRecord(
  host: ModuleRecord,
  token: InjectionToken,
  value: unknown,
  subtype?: EnhancerKind,
): ProviderRecord {
  const record = new ProviderRecord(token, host, 'value');
  record.instance = value;
  record.subtype = subtype;
  if (!isPromiseLike(value)) record.progress = 'made';
  return record;
}

function keep(module: ModuleRecord, record: ProviderRecord): ProviderRecord {
  module.providers.set(record.token, record);
  return record;
}

function isCustomProvider(definition: unknown): definition is CustomProvider {
  return isObject(definition) && !isAbsent(definition.provide);
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
