import type { Type } from '@portico/common';
import { type EnhancerKind, readEnhancers, readParameterRecords } from '@portico/common/internal';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { TRANSPORT_METADATA } from '../transports/transport.js';
import { registerInjectable } from './provider-definitions.js';

const KINDS: readonly EnhancerKind[] = ['guard', 'interceptor', 'pipe', 'filter'];

/**
 * Registers the enhancer classes that stand on a class with handlers, on its methods and on their
 * parameters, so that they are made, with all that they depend on, before the first call.
 */
export function registerEnhancers(module: ModuleRecord, record: ProviderRecord): void {
  if (record.kind !== 'class') return;
  const type = record.metatype as Type;
  if (!module.controllers.has(type) && !Reflect.hasMetadata(TRANSPORT_METADATA, type)) return;
  registerDeclared(module, type);
  for (
    let prototype = type.prototype as object;
    prototype && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object
  ) {
    registerMethods(module, type, prototype);
  }
}

function registerMethods(module: ModuleRecord, type: Type, prototype: object): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name === 'constructor') continue;
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof method !== 'function') continue;
    registerDeclared(module, method);
    for (const parameter of readParameterRecords(type, name)) register(module, parameter.pipes, 'pipe');
  }
}

function registerDeclared(module: ModuleRecord, target: Function): void {
  for (const kind of KINDS) register(module, readEnhancers(target, kind), kind);
}

function register(module: ModuleRecord, declared: readonly unknown[], kind: EnhancerKind): void {
  for (const enhancer of declared)
    if (typeof enhancer === 'function') registerInjectable(module, enhancer as Type, kind);
}
