import { ENHANCER_KEYS, type EnhancerKind, readEnhancers, readParameterRecords } from '@portico/common/internal';
import { isClass } from '../container/is-class.js';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { ClassFacts } from './class-facts.js';
import { registerInjectable } from './provider-definitions.js';

const KINDS = new Map<unknown, EnhancerKind>([
  [ENHANCER_KEYS.guard, 'guard'],
  [ENHANCER_KEYS.interceptor, 'interceptor'],
  [ENHANCER_KEYS.pipe, 'pipe'],
  [ENHANCER_KEYS.filter, 'filter'],
]);

/**
 * Registers the enhancer classes of a class with handlers, of its methods and of their parameters, so that they are
 * created with their dependencies before the first call.
 */
export function registerEnhancers(module: ModuleRecord, record: ProviderRecord): void {
  if (record.kind !== 'class') return;
  const type = record.metatype!;
  if (!(record.facts & ClassFacts.Transport) && !module.controllers.has(type)) return;
  registerAll(module, type, Reflect.getMetadataKeys(type));
  for (
    let prototype: object = type.prototype;
    prototype && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    registerMethods(module, type, prototype);
  }
}

function registerMethods(module: ModuleRecord, type: Function, prototype: object): void {
  const names = Object.getOwnPropertyNames(prototype);
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    if (name === 'constructor') continue;
    const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    if (typeof method !== 'function') continue;
    const keys = Reflect.getOwnMetadataKeys(method);
    // A method without metadata is not a handler.
    if (keys.length === 0) continue;
    registerAll(module, method, keys);
    for (const parameter of readParameterRecords(type, name)) register(module, parameter.pipes, 'pipe');
  }
}

function registerAll(module: ModuleRecord, target: Function, keys: readonly unknown[]): void {
  for (let index = 0; index < keys.length; index++) {
    const kind = KINDS.get(keys[index]);
    if (kind !== undefined) register(module, readEnhancers(target, kind), kind);
  }
}

function register(module: ModuleRecord, declared: readonly unknown[], kind: EnhancerKind): void {
  for (const enhancer of declared) {
    if (isClass(enhancer)) registerInjectable(module, enhancer, kind);
  }
}
