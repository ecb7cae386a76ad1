import type { ContextId } from '../container/context-id.js';

/**
 * A slot for one instance in a compiled handler: either the instance itself, or a function that returns the one of a
 * request.
 */
export type Slot<T> = StaticSlot<T> | ContextualSlot<T>;

/** An instance that lives as long as the application. */
export interface StaticSlot<T> {
  readonly contextual: false;
  readonly instance: T;
}

/** An instance that is created for each context (request or message). */
export interface ContextualSlot<T> {
  readonly contextual: true;
  /** Whether the instance can belong to the parent context of a strategy. Default: `false`. */
  readonly durable?: boolean;
  /** Returns a promise only if a provider in the chain is asynchronous. */
  resolve(contextId: ContextId): T | Promise<T>;
}

/** The same slot, whose instances are passed to `prepare` before they are used. */
export function preparedSlot<T>(slot: Slot<T>, prepare: (instance: T) => void): Slot<T> {
  if (!slot.contextual) return slot;
  const prepared = (instance: T): T => {
    prepare(instance);
    return instance;
  };
  return {
    ...slot,
    resolve(contextId) {
      const instance = slot.resolve(contextId);
      return instance instanceof Promise ? instance.then(prepared) : prepared(instance);
    },
  };
}

export function staticSlot<T>(instance: T): StaticSlot<T> {
  return { contextual: false, instance };
}
