import type { CanActivate, NestInterceptor, PipeTransform } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import type { ContextId } from '../container/context-id.js';
import type { ContextualSlot, Slot } from '../resolution/slot.js';
import type { HandlerRecord } from './handler-record.js';

/** The instances that fill the slots of one compiled handler. */
export interface HandlerInstances {
  readonly instance: object;
  readonly method: (...args: unknown[]) => unknown;
  readonly guards: readonly CanActivate[];
  readonly interceptors: readonly NestInterceptor[];
  /** The pipes of each decorated parameter, in the order of the record's parameters. */
  readonly pipes: readonly (readonly PipeTransform[])[];
}

/** Returns whether every slot of a handler is static (filters are checked separately). */
export function isStaticHandler(record: HandlerRecord): boolean {
  return slotsOf(record).every((slot) => !slot.contextual);
}

/** Returns whether all request-scoped instances of a handler are durable. */
export function isDurableHandler(record: HandlerRecord): boolean {
  return slotsOf(record).every((slot) => !slot.contextual || slot.durable === true);
}

/** Fills the slots with static instances. */
export function staticInstances(record: HandlerRecord): HandlerInstances {
  const [instance, ...enhancers] = slotsOf(record).map(staticValue);
  return handlerOn(record, instance, enhancersOf(record, enhancers));
}

/** Fills the slots for one context; a promise only if a provider in a chain is asynchronous. */
export function contextualInstances(
  record: HandlerRecord,
): (contextId: ContextId) => HandlerInstances | Promise<HandlerInstances> {
  const [, ...slots] = slotsOf(record);
  const { instance: controller } = record;
  return controller.contextual && slots.every((slot) => !slot.contextual)
    ? contextualController(record, controller, slots)
    : contextualSlots(record, [controller, ...slots]);
}

/**
 * Fills the slots in the usual case: what the controller depends on belongs to the request, and the enhancers are
 * assembled only once.
 */
function contextualController(
  record: HandlerRecord,
  controller: ContextualSlot<object>,
  slots: readonly Slot<unknown>[],
): (contextId: ContextId) => HandlerInstances | Promise<HandlerInstances> {
  const enhancers = enhancersOf(record, slots.map(staticValue));
  return (contextId) => {
    const instance = controller.resolve(contextId);
    return isPromiseLike(instance)
      ? Promise.resolve(instance).then((resolved) => handlerOn(record, resolved, enhancers))
      : handlerOn(record, instance, enhancers);
  };
}

function contextualSlots(
  record: HandlerRecord,
  slots: readonly Slot<unknown>[],
): (contextId: ContextId) => HandlerInstances | Promise<HandlerInstances> {
  const assemble = ([instance, ...enhancers]: readonly unknown[]): HandlerInstances =>
    handlerOn(record, instance, enhancersOf(record, enhancers));
  return (contextId) => {
    const values: unknown[] = new Array(slots.length);
    let pending = false;
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index]!;
      const value = slot.contextual ? slot.resolve(contextId) : slot.instance;
      // An instance with a `then` method in a static slot is not a promise to wait for.
      if (slot.contextual && isPromiseLike(value)) pending = true;
      values[index] = value;
    }
    return pending ? Promise.all(values).then(assemble) : assemble(values);
  };
}

function slotsOf(record: HandlerRecord): Slot<unknown>[] {
  return [
    record.instance,
    ...record.guards,
    ...record.interceptors,
    ...record.parameters.flatMap((parameter) => parameter.pipes),
  ];
}

function staticValue(slot: Slot<unknown>): unknown {
  return slot.contextual ? undefined : slot.instance;
}

type Enhancers = Omit<HandlerInstances, 'instance' | 'method'>;

/** @param values the instances of the enhancers, in the order of their slots */
function enhancersOf(record: HandlerRecord, values: readonly unknown[]): Enhancers {
  let position = 0;
  const take = <T>(count: number): T[] => {
    // Values are in the order of the slots, whose kinds the callers of `take` name.
    const taken = values.slice(position, position + count) as T[];
    position += count;
    return taken;
  };
  return {
    guards: take<CanActivate>(record.guards.length),
    interceptors: take<NestInterceptor>(record.interceptors.length),
    pipes: record.parameters.map((parameter) => take<PipeTransform>(parameter.pipes.length)),
  };
}

function handlerOn(
  record: HandlerRecord,
  value: unknown,
  { guards, interceptors, pipes }: Enhancers,
): HandlerInstances {
  // The first slot is the controller or gateway, whose methods are called by name.
  const instance = value as Record<string, (...args: unknown[]) => unknown>;
  const method = record.implementation ?? instance[record.methodName]!;
  return { instance, method, guards, interceptors, pipes };
}
