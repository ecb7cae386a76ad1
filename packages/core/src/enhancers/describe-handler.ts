import type { PipeTransform, Type } from '@portico/common';
import {
  type EnhancerKind,
  type EnhancerKinds,
  readEnhancers,
  readParameterRecords,
  readParameterTypes,
} from '@portico/common/internal';
import type { ApplicationConfig, GlobalEnhancer } from '../container/application-config.js';
import type { Container } from '../container/container.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import type { HandlerHooks, HandlerRecord, ParameterRecord } from '../pipeline/handler-record.js';
import type { Resolver } from '../resolution/resolver.js';
import { type Slot, staticSlot } from '../resolution/slot.js';
import { registerInjectable } from '../scanning/provider-definitions.js';
import { caughtExceptions } from './caught-exceptions.js';

/** The parts of an application that describe a handler. */
export interface HandlerEnvironment {
  readonly container: Container;
  readonly resolver: Resolver;
  readonly config: ApplicationConfig;
}

export interface DescribeHandlerOptions extends HandlerHooks {
  /** Whether global enhancers run on this handler, or the kinds that do. */
  readonly global: boolean | readonly EnhancerKind[];
  /**
   * The parameters of a handler without parameter decorators, for transports on which pipes also run for those: the
   * sources that `readParameter` of the profile accepts, in the order of the arguments.
   */
  readonly implicitParameters?: readonly number[];
  /** Whether the guards of the class run on this handler. Default: `true`. */
  readonly classGuards?: boolean;
}

/** Replaces a method that the class does not have: the guards of a hook run without it. */
function missingMethod(): void {}

/**
 * Collects the enhancers of one handler: global ones, and those of its class, its method and its parameters, as slots
 * in the order in which they run.
 *
 * @param owner the controller or gateway that has the method
 */
export function describeHandler(
  environment: HandlerEnvironment,
  owner: ProviderRecord<object>,
  methodName: string,
  options: DescribeHandlerOptions,
): HandlerRecord {
  // Only classes have handlers.
  const type = owner.metatype as Type<object>;
  const prototype: Readonly<Record<string, Function>> = type.prototype;
  const method = prototype[methodName] ?? missingMethod;
  const collect = <K extends EnhancerKind>(kind: K): Slot<EnhancerKinds[K]>[] => [
    ...(includesGlobal(options.global, kind) ? globalSlots(environment, kind) : []),
    ...(kind === 'guard' && options.classGuards === false
      ? []
      : declaredSlots(environment, owner.host, kind, readEnhancers(type, kind))),
    ...declaredSlots(environment, owner.host, kind, readEnhancers(method, kind)),
  ];
  const pipes = collect('pipe');
  return {
    owner: type,
    method,
    methodName,
    instance: environment.resolver.slotOf(owner),
    parameters: describeParameters(environment, owner, methodName, pipes, options.implicitParameters),
    guards: collect('guard'),
    interceptors: collect('interceptor'),
    filters: describeFilters(environment, owner, method, includesGlobal(options.global, 'filter')),
    openContext: (request, durable) => environment.resolver.openContext(request, durable),
    transformData: options.transformData,
    send: options.send,
    failed: options.failed,
    onFailure: options.onFailure,
    onReturn: options.onReturn,
    isAbandoned: options.isAbandoned,
    isCancelled: options.isCancelled,
    mayCall: options.mayCall,
    result: options.result,
  };
}

function includesGlobal(global: DescribeHandlerOptions['global'], kind: EnhancerKind): boolean {
  return typeof global === 'boolean' ? global : global.includes(kind);
}

/** Describes only the global filters, for failures that belong to no handler. */
export function describeGlobalFilters(environment: HandlerEnvironment): HandlerRecord['filters'] {
  return environment.config.globalEnhancers('filter').map(toFilter(environment)).reverse();
}

function describeFilters(
  environment: HandlerEnvironment,
  owner: ProviderRecord<object>,
  method: Function,
  global: boolean,
): HandlerRecord['filters'] {
  const declared = [...readEnhancers(owner.metatype!, 'filter'), ...readEnhancers(method, 'filter')].map((filter) => ({
    slot: declaredSlot(environment, owner.host, 'filter', filter),
    catches: caughtExceptions(filter),
  }));
  // The nearest filter is tried first; of two at one level, the one declared last.
  return [...declared.reverse(), ...(global ? describeGlobalFilters(environment) : [])];
}

function toFilter(environment: HandlerEnvironment) {
  return (filter: GlobalEnhancer<'filter'>): HandlerRecord['filters'][number] => ({
    slot: globalSlot(environment, filter),
    catches: caughtExceptions('instance' in filter ? filter.instance : filter.record),
    isGlobal: true,
  });
}

function describeParameters(
  environment: HandlerEnvironment,
  owner: ProviderRecord<object>,
  methodName: string,
  outerPipes: readonly Slot<PipeTransform>[],
  implicit: readonly number[] | undefined,
): ParameterRecord[] {
  const declared = readParameterRecords(owner.metatype!, methodName);
  if (declared.length === 0 && implicit && outerPipes.length > 0) {
    const types = readParameterTypes(owner.metatype!, methodName);
    return implicit.map((source, index) => ({
      index,
      source,
      data: undefined,
      pipes: outerPipes,
      metatype: types?.[index],
    }));
  }
  return declared.map((parameter) => ({
    index: parameter.index,
    source: parameter.factory ?? parameter.paramtype!,
    data: parameter.data,
    pipes: [...outerPipes, ...declaredSlots(environment, owner.host, 'pipe', parameter.pipes)],
    metatype: parameter.metatype,
    schema: parameter.schema,
  }));
}

function globalSlots<K extends EnhancerKind>(environment: HandlerEnvironment, kind: K): Slot<EnhancerKinds[K]>[] {
  return environment.config.globalEnhancers(kind).map((enhancer) => globalSlot(environment, enhancer));
}

function globalSlot<K extends EnhancerKind>(
  environment: HandlerEnvironment,
  enhancer: GlobalEnhancer<K>,
): Slot<EnhancerKinds[K]> {
  return 'instance' in enhancer ? staticSlot(enhancer.instance) : environment.resolver.slotOf(enhancer.record);
}

function declaredSlots<K extends EnhancerKind>(
  environment: HandlerEnvironment,
  host: ModuleRecord,
  kind: K,
  declared: readonly (EnhancerKinds[K] | Type<EnhancerKinds[K]>)[],
): Slot<EnhancerKinds[K]>[] {
  return declared.map((enhancer) => declaredSlot(environment, host, kind, enhancer));
}

function declaredSlot<K extends EnhancerKind>(
  environment: HandlerEnvironment,
  host: ModuleRecord,
  kind: K,
  enhancer: EnhancerKinds[K] | Type<EnhancerKinds[K]>,
): Slot<EnhancerKinds[K]> {
  if (typeof enhancer !== 'function') return staticSlot(enhancer);
  return environment.resolver.slotOf(registerInjectable(host, enhancer, kind));
}
