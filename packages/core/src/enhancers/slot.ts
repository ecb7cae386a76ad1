import type { ContextId } from '../container/context-id.js';

/**
 * The place of one instance in a compiled handler: either the instance itself, or the way to
 * get the one that belongs to a request.
 */
export type Slot<T> = StaticSlot<T> | ContextualSlot<T>;

/** An instance that lives as long as the application. */
export interface StaticSlot<T> {
  readonly contextual: false;
  readonly instance: T;
}

/** An instance that is made anew for each context (request or message). */
export interface ContextualSlot<T> {
  readonly contextual: true;
  /** Whether the instance may live in the parent context that a strategy gives. Default: `false`. */
  readonly durable?: boolean;
  /** Answers at once unless a provider in the chain is asynchronous. */
  resolve(contextId: ContextId): T | Promise<T>;
}

export function staticSlot<T>(instance: T): StaticSlot<T> {
  return { contextual: false, instance };
}
